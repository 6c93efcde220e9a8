/* One budget for all clients of a workspace on one machine: in one process, in several, and when
 * one of them is killed. */
#include "support.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static labelf_client *sharing_client(const service *service) {
    return client_for(service, LIST("shared_budget", "on"));
}

static labelf_rate rate_of(const labelf_client *client) {
    labelf_rate rate;
    expect_status(labelf_client_rate(client, &rate, sizeof rate), LABELF_OK);
    return rate;
}

static void what_one_client_learns_the_other_knows(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "60"));
    labelf_client *one = sharing_client(&limited), *other = sharing_client(&limited);
    labelf_call *first = start_call(one, 48, NULL);
    expect_status(labelf_call_wait(first, -1, NULL), LABELF_OK);
    /* Ten at once is what the plan allows: six are used, and the rest is known without asking. */
    labelf_call *second = start_call(other, 160, NULL);
    wait_for_requests(other, 3);
    pause_for(500);
    assert_int_equal(rate_of(other).limit, 60);
    assert_in_range(statistics_of(other).requests, 3, 5);
    assert_int_equal(sandbox_number(&limited, "refused"), 0);
    labelf_call_free(second);
    labelf_call_free(first);
    labelf_client_free(other);
    labelf_client_free(one);
    service_stop(&limited);
}

static void switched_off_clients_are_alone(void **state) {
    (void)state;
    service limited;
    sandbox_start(&limited, LIST("--rpm", "600"));
    labelf_client *one = sharing_client(&limited);
    expect_status(classify_one(one, "What is the limit?", NULL), LABELF_OK);
    labelf_client *other = client_for(&limited, LIST("shared_budget", "off"));
    assert_int_equal(rate_of(one).limit, 600);
    assert_int_equal(rate_of(other).limit, -1);
    labelf_client_free(other);
    labelf_client_free(one);
    service_stop(&limited);
}

/* A child with a client of its own and so many texts to classify; 0 if all have an answer. */
static pid_t start_child(const service *service, size_t texts) {
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    labelf_client *client = sharing_client(service);
    labelf_call *call = start_call(client, texts, NULL);
    const labelf_status status = labelf_call_wait(call, -1, NULL);
    labelf_call_free(call);
    labelf_client_free(client);
    _exit(status == LABELF_OK ? 0 : 1);
}

static void processes_share(void **state) {
    (void)state;
    service limited;
    pid_t children[4];
    sandbox_start(&limited, LIST("--rpm", "1200", "--latency", "5-40"));
    for (int i = 0; i < 4; i++)
        children[i] = start_child(&limited, 8 * 55);
    for (int i = 0; i < 4; i++) {
        int status = -1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(sandbox_number(&limited, "refused"), 0);
    assert_in_range(sandbox_number(&limited, "granted"), 220, 222);
    service_stop(&limited);
}

static void a_killed_process_holds_nobody_up(void **state) {
    (void)state;
    service limited;
    int status = -1;
    sandbox_start(&limited, LIST("--rpm", "600", "--latency", "400"));
    const pid_t victim = start_child(&limited, 8 * 500), other = start_child(&limited, 8 * 40);
    while (sandbox_number(&limited, "in_flight") < 4)
        pause_for(10);
    kill(victim, SIGKILL);
    assert_int_equal(waitpid(victim, &status, 0), victim);
    assert_true(WIFSIGNALED(status));
    const int64_t began = milliseconds();
    assert_int_equal(waitpid(other, &status, 0), other);
    assert_int_equal(status, 0);
    assert_true(milliseconds() - began < slack(8000));
    assert_int_equal(sandbox_number(&limited, "refused"), 0);
    service_stop(&limited);
}

/* How many files a directory has, and whether each is its owner's alone and nameless. */
static int count_files(const char *path, const char *key) {
    int count = 0;
    struct dirent *entry;
    DIR *directory = opendir(path);
    assert_non_null(directory);
    while ((entry = readdir(directory)) != NULL) {
        char file[1024];
        struct stat status;
        if (entry->d_name[0] == '.')
            continue;
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        assert_int_equal(stat(file, &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
        assert_null(strstr(entry->d_name, key));
        assert_null(strstr(entry->d_name, "lbl_"));
        count++;
    }
    closedir(directory);
    return count;
}

static void the_file_is_the_users_alone(void **state) {
    (void)state;
    char private[] = "/tmp/labelf-test-XXXXXX", open[] = "/tmp/labelf-test-XXXXXX";
    const char *before = getenv("XDG_RUNTIME_DIR");
    assert_non_null(mkdtemp(private));
    assert_non_null(mkdtemp(open));
    assert_int_equal(chmod(open, 0777), 0);

    setenv("XDG_RUNTIME_DIR", private, 1);
    labelf_client *client = sharing_client(&sandbox);
    expect_status(classify_one(client, "Where is my parcel?", NULL), LABELF_OK);
    labelf_client_free(client);
    assert_int_equal(count_files(private, sandbox.key), 1);

    /* A directory that anybody may write to is not used; the client works all the same. */
    setenv("XDG_RUNTIME_DIR", open, 1);
    client = sharing_client(&sandbox);
    expect_status(classify_one(client, "Where is my refund?", NULL), LABELF_OK);
    labelf_client_free(client);
    assert_int_equal(count_files(open, sandbox.key), 0);

    if (before)
        setenv("XDG_RUNTIME_DIR", before, 1);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s %s", private, open);
    assert_int_equal(system(command), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_client_learns_the_other_knows),
        cmocka_unit_test(switched_off_clients_are_alone),
        cmocka_unit_test(processes_share),
        cmocka_unit_test(a_killed_process_holds_nobody_up),
        cmocka_unit_test(the_file_is_the_users_alone),
    };
    return cmocka_run_group_tests_name("sharing", tests, start_sandbox, stop_sandbox);
}
