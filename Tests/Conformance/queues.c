/* Completion queues: several loops and clients, waiting for whichever call is first, and what ends
 * before what. */
#include "support.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

typedef struct loop {
    pthread_t thread;
    labelf_client *clients[2];
    labelf_queue *queue;
    int own, foreign;
} loop;

enum { CALLS = 200 };

/* Starts calls, and takes as many out of its queue. */
static void *run_loop(void *argument) {
    loop *loop = argument;
    labelf_classify_options given = LABELF_CLASSIFY_OPTIONS_INIT;
    given.queue = loop->queue;
    given.user_data = loop;
    for (int i = 0; i < CALLS; i++) {
        const labelf_text text = labelf_text_from("one text, again and again");
        labelf_call *call;
        if (labelf_classify_start(loop->clients[i % 2], 3, &text, 1, &given, i % 3 ? NULL : &call,
                                  NULL) != LABELF_OK)
            return NULL;
    }
    for (int i = 0; i < CALLS; i++) {
        labelf_call *call = labelf_queue_next(loop->queue, 20000);
        if (!call)
            return NULL;
        if (labelf_call_user_data(call) == loop)
            loop->own++;
        else
            loop->foreign++;
        labelf_call_free(call);
    }
    return NULL;
}

static void loops_share_clients(void **state) {
    (void)state;
    labelf_client *clients[] = {client_for(&sandbox, NONE), client_for(&sandbox, NONE)};
    loop loops[3];
    for (int i = 0; i < 3; i++) {
        loops[i] = (loop){.clients = {clients[0], clients[1]}, .queue = labelf_queue_new(NULL)};
        assert_int_equal(pthread_create(&loops[i].thread, NULL, run_loop, &loops[i]), 0);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(loops[i].thread, NULL);
        assert_int_equal(loops[i].own, CALLS);
        assert_int_equal(loops[i].foreign, 0);
        assert_null(labelf_queue_next(loops[i].queue, 0));
        labelf_queue_free(loops[i].queue);
    }
    labelf_client_free(clients[0]);
    labelf_client_free(clients[1]);
}

/* What a program has let go of is not kept until something else happens. */
static void an_idle_client_keeps_nothing(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    const labelf_text text = labelf_text_from("a text");
    expect_status(classify_one(client, "before", NULL), LABELF_OK);
    const int before = dup(0);
    close(before);
    for (int i = 0; i < 30; i++) {
        labelf_queue *queue = labelf_queue_new(NULL);
        labelf_classify_options given = LABELF_CLASSIFY_OPTIONS_INIT;
        given.queue = queue;
        expect_status(labelf_classify_start(client, 3, &text, 1, &given, NULL, NULL), LABELF_OK);
        labelf_queue_free(queue); /* gives the call up */
    }
    int after = -1;
    for (const int64_t end = milliseconds() + slack(5000); milliseconds() < end; pause_for(10)) {
        after = dup(0);
        close(after);
        if (after <= before)
            break;
    }
    assert_in_range(after, 0, before);
    labelf_client_free(client);
}

static void a_queue_is_waited_for(void **state) {
    (void)state;
    labelf_client *client = client_for(&sandbox, NONE);
    labelf_queue *queue = labelf_queue_new(NULL);
    labelf_classify_options given = LABELF_CLASSIFY_OPTIONS_INIT;
    given.queue = queue;
    const int64_t began = milliseconds();
    assert_null(labelf_queue_next(queue, 60));
    assert_in_range(milliseconds() - began, 60, slack(2000));
    expect_status(classify_one(client, "the first answer says the limit", NULL), LABELF_OK);
    sandbox_faults(&sandbox, "[{\"do\":{\"stall_ms\":300}}]");
    labelf_call *slow = start_call(client, 1, &given);
    wait_for_requests(client, 2);
    pause_for(50);
    sandbox_clear_faults(&sandbox);
    const labelf_text text = labelf_text_from("a quick one");
    labelf_call *quick = NULL;
    expect_status(labelf_classify_start(client, 3, &text, 1, &given, &quick, NULL), LABELF_OK);
    assert_ptr_equal(labelf_queue_next(queue, -1), quick); /* whichever is first */
    assert_ptr_equal(labelf_queue_next(queue, -1), slow);
    labelf_call_free(slow);
    labelf_call_free(quick);
    labelf_queue_free(queue);
    labelf_client_free(client);
}

/* Neither the order in which they end, nor calls that nobody took, leak or crash. */
static void queues_and_clients_end_in_any_order(void **state) {
    (void)state;
    labelf_error *error = NULL;
    const labelf_text text = labelf_text_from("a text that nobody waits for");
    for (int order = 0; order < 4; order++) {
        labelf_client *client = client_for(&sandbox, NONE);
        labelf_queue *queue = labelf_queue_new(&error);
        labelf_classify_options given = LABELF_CLASSIFY_OPTIONS_INIT;
        given.queue = queue;
        sandbox_faults(&sandbox, "[{\"match\":{\"text\":\"#\"},\"do\":{\"stall_ms\":60000}}]");
        labelf_call *kept = start_call(client, 3, &given);
        for (int i = 0; i < 20; i++)
            expect_status(labelf_classify_start(client, 3, &text, 1, &given, NULL, NULL),
                          LABELF_OK);
        if (order >= 2)
            pause_for(100);
        if (order % 2)
            labelf_client_free(client);
        labelf_queue_free(queue);
        if (order % 2 == 0) {
            expect_status(labelf_call_wait(kept, 0, NULL), LABELF_PENDING);
            expect_status(classify_one(client, "the client goes on", NULL), LABELF_OK);
            labelf_client_free(client);
        }
        expect_status(labelf_call_wait(kept, -1, NULL), LABELF_ERROR_CLOSED);
        labelf_call_free(kept);
        sandbox_clear_faults(&sandbox);
    }
    labelf_client *client = client_for(&sandbox, NONE);
    expect_status(labelf_classify_start(client, 3, &text, 1, NULL, NULL, &error),
                  LABELF_ERROR_ARGUMENT);
    expect_error(error, LABELF_ERROR_ARGUMENT);
    labelf_client_free(client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(loops_share_clients, clear_sandbox),
        cmocka_unit_test_teardown(an_idle_client_keeps_nothing, clear_sandbox),
        cmocka_unit_test_teardown(a_queue_is_waited_for, clear_sandbox),
        cmocka_unit_test_teardown(queues_and_clients_end_in_any_order, clear_sandbox),
    };
    return cmocka_run_group_tests_name("queues", tests, start_sandbox, stop_sandbox);
}
