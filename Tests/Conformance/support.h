/* What every conformance test uses: a sandbox of its own, clients for it, and checks that say what
 * they saw. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <labelf.h>

struct curl_slist;
struct json_t;

/* A service that prints `url ...` and `key ...` when it is ready, and ends when its standard input
 * does. */
typedef struct service {
    int process;
    int input;
    char url[256];
    char key[128];
    char token_url[256]; /* of a sandbox with --client-id */
} service;

/* The options of a sandbox or the settings of a client, as a list that ends in NULL. */
#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NONE ((const char *const[]){NULL})

/* Starts a program with options; fails the test if it does not get ready. */
void service_start(service *service, const char *program, const char *const *options);
/* Starts build/bin/labelf-sandbox on a free port, with no latency unless the options say so. */
void sandbox_start(service *service, const char *const *options);
void service_stop(service *service);

/* The sandbox that most programs test against, and cmocka's functions around their tests: it runs
 * as long as the program, and each test leaves it without faults. */
extern service sandbox;
int start_sandbox(void **state);
int stop_sandbox(void **state);
int clear_sandbox(void **state);

/* One request with libcurl alone. The answer's JSON, the caller's to release; NULL if it has none.
 * An answer that is not a success fails the test. */
struct json_t *http_json(const char *method, const char *url, struct curl_slist *headers,
                         const char *body);

/* A number of the sandbox's report, such as "texts_billed". */
long long sandbox_number(const service *sandbox, const char *name);
/* An entry of a table in it, such as "similarity_sizes"; 0 if there is none. */
long long sandbox_count(const service *sandbox, const char *table, const char *key);
/* How many requests to an endpoint, such as "/similarity", have reached the sandbox. */
long long sandbox_requests_to(const service *sandbox, const char *endpoint);
/* How many inference requests have reached the sandbox. */
long long sandbox_requests(const service *sandbox);
/* Starts the report anew. */
void sandbox_forget(const service *sandbox);
/* Replaces the sandbox's fault script. */
void sandbox_faults(const service *sandbox, const char *rules);
void sandbox_clear_faults(const service *sandbox);
/* Inserts records, a JSON array, before the one at a position of a dataset, or takes out the one
 * there. */
void sandbox_insert(const service *sandbox, const char *dataset, int position, const char *records);
void sandbox_remove(const service *sandbox, const char *dataset, int position);
/* Lets every token that the sandbox has issued expire now. */
void sandbox_revoke_tokens(const service *sandbox);

/* A configuration for a service, with settings as key, value, key, value. */
labelf_config *config_for(const service *service, const char *const *settings);
labelf_client *client_for(const service *service, const char *const *settings);
/* A client of the sandbox whose pauses are short. */
labelf_client *quick_client(void);
/* A client of a sandbox with this --client-id and --client-secret; it has them instead of a key. */
#define CLIENT "client-of-tests"
#define SECRET "s3cret/of+tests: \"quoted\" & 100%"
labelf_client *token_client(const service *service, const char *const *settings);
labelf_statistics statistics_of(const labelf_client *client);

/* `count` texts in English, Swedish, German and French by turns, each different from any other of
 * the process. */
labelf_text *make_texts(size_t count);
/* What the language model should say of text `index`. */
const char *language_of(size_t index);
void free_texts(labelf_text *texts);

/* Starts a call of `count` new texts to the language model, whose bytes are overwritten as soon as
 * it is started. */
labelf_call *start_call(labelf_client *client, size_t count,
                        const labelf_classify_options *options);
/* Carries out a call of one text, whose callback gets the client. */
void call_with_callback(labelf_client *client, labelf_callback callback);
/* Waits until the client has sent so many requests. */
void wait_for_requests(labelf_client *client, uint64_t count);

/* Monotonic milliseconds, and a pause. */
int64_t milliseconds(void);
void pause_for(int milliseconds);
/* How much longer things may take than they should: more under valgrind. */
int64_t slack(int64_t milliseconds);

/* The code, by name in the failure message, and that each error says what it is and what to do;
 * frees it. */
void expect_error(labelf_error *error, labelf_status code);
void expect_status(labelf_status actual, labelf_status expected);
/* Every text of the result has at least one prediction, and nothing is out of order in it. */
void expect_answers(const labelf_result *result, size_t count);
/* One text, classified with model 1; its status. Stores the error, to be freed, if `error` is not
 * NULL. */
labelf_status classify_one(labelf_client *client, const char *text, labelf_error **error);

#endif
