/* A service that breaks HTTP itself, which the sandbox cannot: what it sends is written here byte
 * by byte. No label may come of it that is not the text's own. */
#include "support.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the server does, as each test has it. A text's label is the text. */
static struct {
    int listener;
    service service;
    const char *headers; /* after the status line, each ended; Content-Length is not among them */
    const char *body;    /* instead of an answer with a label; NULL for that */
    size_t length;       /* of `body` */
    long cut;            /* so many bytes of the next answer, and then the end; -1 for all */
    const char *later;   /* sent a moment after the first answer of a connection; NULL for none */
    int connections;
    pthread_t thread;
} server;

static void send_all(int peer, const char *data, size_t length) {
    while (length > 0) {
        const ssize_t sent = send(peer, data, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        data += sent;
        length -= (size_t)sent;
    }
}

/* Reads a request; its first text, or NULL when the client has gone. */
static const char *read_text(int peer, char *buffer, size_t size) {
    size_t length = 0;
    for (;;) {
        const ssize_t got = recv(peer, buffer + length, size - 1 - length, 0);
        if (got <= 0)
            return NULL;
        length += (size_t)got;
        buffer[length] = '\0';
        char *const text = strstr(buffer, "\"texts\":[\"");
        char *const end = text ? strchr(text + 10, '"') : NULL;
        if (end && buffer[length - 1] == '}') {
            *end = '\0';
            return text + 10;
        }
    }
}

/* Answers a text. False if that was the end of the connection. */
static int answer(int peer, const char *text) {
    char body[256], head[512];
    const char *sent = server.body;
    size_t length = server.length;
    if (!sent) {
        length = (size_t)snprintf(
            body, sizeof body, "{\"predictions\":[[{\"label\":\"%s\",\"confidence\":0.5}]]}", text);
        sent = body;
    }
    const size_t head_length =
        (size_t)snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\n%sContent-Length: %zu\r\n\r\n",
                         server.headers, length);
    if (server.cut >= 0) {
        const size_t all = (size_t)server.cut, in_head = all < head_length ? all : head_length;
        server.cut = -1;
        send_all(peer, head, in_head);
        send_all(peer, sent, all - in_head);
        return 0;
    }
    send_all(peer, head, head_length);
    send_all(peer, sent, length);
    return 1;
}

static void *serve(void *unused) {
    (void)unused;
    for (;;) {
        char buffer[4096];
        const int peer = accept(server.listener, NULL, NULL);
        if (peer < 0)
            return NULL;
        server.connections++;
        const char *text = read_text(peer, buffer, sizeof buffer);
        int more = text && answer(peer, text);
        if (more && server.later) {
            pause_for(20);
            send_all(peer, server.later, strlen(server.later));
            server.later = NULL;
        }
        while (more) {
            text = read_text(peer, buffer, sizeof buffer);
            more = text && answer(peer, text);
        }
        close(peer);
    }
}

static int start_server(void **state) {
    (void)state;
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server.listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server.listener, (struct sockaddr *)&address, size) != 0 ||
        listen(server.listener, 16) != 0 ||
        getsockname(server.listener, (struct sockaddr *)&address, &size) != 0)
        return -1;
    snprintf(server.service.url, sizeof server.service.url, "http://127.0.0.1:%d/v2",
             ntohs(address.sin_port));
    strcpy(server.service.key, "lbl_sk_test");
    server.headers = "";
    server.cut = -1;
    return pthread_create(&server.thread, NULL, serve, NULL);
}

static int stop_server(void **state) {
    (void)state;
    shutdown(server.listener, SHUT_RDWR);
    pthread_join(server.thread, NULL);
    close(server.listener);
    return 0;
}

/* One connection at a time is all that the server has. */
static labelf_client *client(void) {
    return client_for(&server.service, LIST("retry_base_ms", "1", "max_connections", "1"));
}

/* A text is answered with its own label. */
static void expect_label(labelf_client *client, const char *data) {
    const labelf_text text = labelf_text_from(data);
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    const labelf_status status = labelf_classify(client, 1, &text, 1, NULL, &result, &error);
    if (status != LABELF_OK)
        fail_msg("%s: %s", labelf_status_name(status), labelf_error_message(error));
    assert_string_equal(labelf_result_label(result, 0, 0), data);
    labelf_result_free(result);
}

/* An answer that comes on an idle connection is not the next request's. */
static void an_answer_that_nobody_asked_for(void **state) {
    (void)state;
    labelf_client *const asking = client();
    server.connections = 0;
    server.later = "HTTP/1.1 200 OK\r\nContent-Length: 54\r\n\r\n"
                   "{\"predictions\":[[{\"label\":\"wrong\",\"confidence\":0.5}]]}";
    expect_label(asking, "first");
    pause_for((int)slack(150));
    expect_label(asking, "second");
    expect_label(asking, "third");
    assert_int_equal(server.connections, 2);
    assert_int_equal(statistics_of(asking).requests, 3);
    labelf_client_free(asking);
}

/* Wherever an answer is cut short, the request is sent again. */
static void an_answer_that_ends_anywhere(void **state) {
    (void)state;
    server.headers = "Content-Type: application/json\r\n";
    const long length =
        (long)strlen("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                     "Content-Length: 52\r\n\r\n"
                     "{\"predictions\":[[{\"label\":\"cut\",\"confidence\":0.5}]]}");
    for (long cut = 0; cut < length; cut++) {
        labelf_client *const asking = client();
        server.cut = cut;
        expect_label(asking, "cut");
        if (statistics_of(asking).requests != 2)
            fail_msg("cut at %ld: %d requests", cut, (int)statistics_of(asking).requests);
        labelf_client_free(asking);
    }
    server.headers = "";
}

/* Bytes after the end of gzip are the server's mistake. */
static void bytes_after_the_end_of_gzip(void **state) {
    (void)state;
    static const char body[] =
        "\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0\x43\xbf\xa6\xa3\x02\0\0\0"
        "and more";
    labelf_client *const asking = client();
    labelf_error *error = NULL;
    server.headers = "Content-Encoding: gzip\r\n";
    server.body = body;
    server.length = sizeof body - 1;
    expect_status(classify_one(asking, "gzip", &error), LABELF_ERROR_PROTOCOL);
    expect_error(error, LABELF_ERROR_PROTOCOL);
    labelf_client_free(asking);
    server.headers = "";
    server.body = NULL;
}

/* Fields that say nothing take nothing away. */
static void headers_of_garbage(void **state) {
    (void)state;
    static const char *const fields[] = {
        "X-RateLimit-Limit: 1000000000000000000\r\nX-RateLimit-Remaining: -1\r\n",
        "X-RateLimit-Limit: -9223372036854775808\r\nX-RateLimit-Remaining: 9223372036854775807\r\n",
        "X-RateLimit-Limit: 60\r\nX-RateLimit-Remaining: 9\r\nX-RateLimit-Reset: "
        "-9223372036854775808\r\nDate: Fri, 31 Dec 9999 23:59:60 GMT\r\n",
        "Retry-After: 1000000000000000000\r\nDate: Thu, 99 Foo 99999 99:99:99 GMT\r\n",
        "Retry-After: \xff\xfe\r\nDate:\r\nX-RateLimit-Limit:\r\nX-RateLimit-Reset: 1e300\r\n",
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        labelf_client *const asking = client();
        labelf_rate rate;
        labelf_cost cost;
        server.headers = fields[i];
        expect_label(asking, "once");
        expect_label(asking, "twice");
        expect_status(labelf_client_rate(asking, &rate, sizeof rate), LABELF_OK);
        expect_status(labelf_estimate(asking, NULL, 1000000, NULL, NULL, &cost, sizeof cost, NULL),
                      LABELF_OK);
        labelf_client_free(asking);
    }
    server.headers = "";
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_that_nobody_asked_for),
        cmocka_unit_test(an_answer_that_ends_anywhere),
        cmocka_unit_test(bytes_after_the_end_of_gzip),
        cmocka_unit_test(headers_of_garbage),
    };
    return cmocka_run_group_tests_name("hostile", tests, start_server, stop_server);
}
