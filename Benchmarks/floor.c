/*
 * The floor: what a careful programmer would write by hand for this one job with libcurl and
 * Jansson, and nothing that the job does not need. Requests of 8 texts over CONNECTIONS connections
 * that are kept, each with an easy handle and buffers that are reused; every label and confidence
 * is read into columns. No retries, no limits, no duplicates, no checks of the texts: the first
 * thing that goes wrong ends the program.
 */
#define _POSIX_C_SOURCE 200809L
#include <curl/curl.h>
#include <jansson.h>

#include "bench.h"

enum { BATCH = 8 };

typedef struct columns {
    char *labels[64];
    size_t label_count;
    size_t *offsets; /* where the predictions of text i begin, by text */
    size_t *counts;
    int *label_indices;
    double *confidences;
    size_t predictions, room;
} columns;

typedef struct connection {
    CURL *easy;
    char *answer;
    size_t filled, room;
    char *body;
    size_t first, count; /* the texts under way */
} connection;

static size_t receive(char *bytes, size_t size, size_t count, void *user_data) {
    connection *connection = user_data;
    const size_t length = size * count;
    if (connection->filled + length > connection->room) {
        connection->room = 2 * (connection->filled + length);
        connection->answer = realloc(connection->answer, connection->room);
        if (!connection->answer)
            return 0;
    }
    memcpy(connection->answer + connection->filled, bytes, length);
    connection->filled += length;
    return length;
}

static void send_batch(connection *connection, const bench_job *job, size_t first, size_t end,
                       CURLM *multi) {
    json_t *texts = json_array();
    connection->first = first;
    connection->count = end - first < BATCH ? end - first : BATCH;
    for (size_t i = first; i < first + connection->count; i++)
        json_array_append_new(texts,
                              json_stringn_nocheck(job->texts[i].data, job->texts[i].length));
    json_t *request = json_object();
    json_object_set_new_nocheck(request, "texts", texts);
    free(connection->body);
    connection->body = json_dumps(request, JSON_COMPACT);
    json_decref(request);
    if (!connection->body)
        bench_fail("cannot write a request");

    connection->filled = 0;
    curl_easy_setopt(connection->easy, CURLOPT_POSTFIELDSIZE, (long)strlen(connection->body));
    curl_easy_setopt(connection->easy, CURLOPT_POSTFIELDS, connection->body);
    if (curl_multi_add_handle(multi, connection->easy) != CURLM_OK)
        bench_fail("cannot send a request");
}

static int label_index(columns *columns, const char *label) {
    for (size_t i = 0; i < columns->label_count; i++)
        if (strcmp(columns->labels[i], label) == 0)
            return (int)i;
    if (columns->label_count == sizeof columns->labels / sizeof columns->labels[0])
        bench_fail("too many labels");
    columns->labels[columns->label_count] = strdup(label);
    return (int)columns->label_count++;
}

static void add_prediction(columns *columns, const char *label, double confidence) {
    if (columns->predictions == columns->room) {
        columns->room = columns->room ? 2 * columns->room : 4096;
        columns->label_indices =
            realloc(columns->label_indices, columns->room * sizeof *columns->label_indices);
        columns->confidences =
            realloc(columns->confidences, columns->room * sizeof *columns->confidences);
        if (!columns->label_indices || !columns->confidences)
            bench_fail("no memory");
    }
    columns->label_indices[columns->predictions] = label_index(columns, label);
    columns->confidences[columns->predictions++] = confidence;
}

static void read_answer(const connection *connection, columns *columns) {
    json_error_t error;
    json_t *answer = json_loadb(connection->answer, connection->filled, 0, &error);
    json_t *texts = json_object_get(answer, "predictions"), *predictions, *prediction;
    size_t i, j;
    if (json_array_size(texts) != connection->count)
        bench_fail("an answer has another shape");
    json_array_foreach(texts, i, predictions) {
        columns->offsets[connection->first + i] = columns->predictions;
        columns->counts[connection->first + i] = json_array_size(predictions);
        json_array_foreach(predictions, j, prediction) {
            const char *label = json_string_value(json_object_get(prediction, "label"));
            json_t *confidence = json_object_get(prediction, "confidence");
            if (!label || !json_is_number(confidence))
                bench_fail("a prediction has another shape");
            add_prediction(columns, label, json_number_value(confidence));
        }
    }
    json_decref(answer);
}

static void classify(CURLM *multi, connection *connections, const bench_job *job, size_t end) {
    columns columns = {0};
    size_t next = 0, running = 0;
    columns.offsets = calloc(end, sizeof *columns.offsets);
    columns.counts = calloc(end, sizeof *columns.counts);
    if (!columns.offsets || !columns.counts)
        bench_fail("no memory");
    for (size_t i = 0; i < job->connections && next < end; i++, running++) {
        send_batch(&connections[i], job, next, end, multi);
        next += connections[i].count;
    }
    while (running > 0) {
        int active, left, sent = 0;
        CURLMsg *message;
        if (curl_multi_perform(multi, &active) != CURLM_OK)
            bench_fail("curl failed");
        while ((message = curl_multi_info_read(multi, &left)) != NULL) {
            connection *connection;
            long status = 0;
            if (message->msg != CURLMSG_DONE)
                continue;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&connection);
            curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
            if (message->data.result != CURLE_OK || status != 200)
                bench_fail("a request failed");
            curl_multi_remove_handle(multi, connection->easy);
            read_answer(connection, &columns);
            if (next < end) {
                send_batch(connection, job, next, end, multi);
                next += connection->count;
                sent = 1;
            } else {
                running--;
            }
        }
        if (running > 0 && !sent && curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK)
            bench_fail("curl failed");
    }
    double sum = 0;
    for (size_t i = 0; i < columns.predictions; i++)
        sum += columns.confidences[i] + columns.label_indices[i];
    if (sum <= 0 || columns.predictions < end)
        bench_fail("answers are missing");
    for (size_t i = 0; i < columns.label_count; i++)
        free(columns.labels[i]);
    free(columns.offsets);
    free(columns.counts);
    free(columns.label_indices);
    free(columns.confidences);
}

int main(int count, char **arguments) {
    bench_job job = bench_read_arguments(count, arguments);
    connection *connections = calloc(job.connections, sizeof *connections);
    struct curl_slist *headers = NULL;
    char url[512], authorization[512];
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    if (!connections || !multi)
        bench_fail("no memory");
    snprintf(url, sizeof url, "%s/models/%ld/inference", job.base_url, job.model);
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", job.key);
    headers = curl_slist_append(headers, authorization);
    headers = curl_slist_append(headers, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Expect:");
    for (size_t i = 0; i < job.connections; i++) {
        CURL *easy = connections[i].easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_URL, url);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &connections[i]);
        curl_easy_setopt(easy, CURLOPT_PRIVATE, &connections[i]);
    }

    /* The first round opens the connections and is not measured. */
    const size_t warm = BATCH * job.connections < job.count ? BATCH * job.connections : job.count;
    classify(multi, connections, &job, warm);
    const bench_start start = bench_begin();
    classify(multi, connections, &job, job.count);
    bench_end(start, job.count);

    for (size_t i = 0; i < job.connections; i++) {
        curl_easy_cleanup(connections[i].easy);
        free(connections[i].answer);
        free(connections[i].body);
    }
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    free(connections);
    return 0;
}
