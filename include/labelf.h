/*
 * labelf.h - classify text through Labelf, any number of texts with one call.
 *
 * The library cuts batches, waits for rate permits, retries, splits refused batches and puts the answers in the order
 * of the texts. A program makes one client, keeps it, and calls it from any thread.
 *
 *     labelf_config *config = labelf_config_new();
 *     labelf_config_set(config, "api_key", "lbl_sk_...", NULL);
 *     labelf_client *client = labelf_client_new(config, NULL);
 *     labelf_text texts[] = {labelf_text_from("Where is my parcel?")};
 *     labelf_result *result = NULL;
 *     if (labelf_classify(client, 42, texts, 1, NULL, &result, NULL) == LABELF_OK)
 *         puts(labelf_result_label(result, 0, 0));
 *
 * Conventions that hold for every function:
 *   - Strings are UTF-8. A `const char *` argument ends in NUL; a returned one does too, and lives as long as the
 *     object it was read from.
 *   - NULL: a function that is handed NULL where it needs an object returns LABELF_ERROR_ARGUMENT (or 0, or NULL); each
 *     *_free function takes NULL and does nothing.
 *   - Errors: a `labelf_error **error` argument may be NULL. Where a function fails and it is not NULL, a new error is
 *     stored there, for the caller to free with labelf_error_free; otherwise NULL is stored, also for LABELF_PARTIAL:
 *     there each text has its own.
 *   - Threads: a client, a call and a queue may be used from any number of threads at once. A configuration, an error,
 *     a result, matches, a response, a cursor and an item hold no lock: one thread at a time may change or free them, or
 *     use a cursor or an item; any number may read a result or matches. No thread may be cancelled (pthread_cancel)
 *     inside a function.
 *   - The library writes nothing to standard output or error, installs no signal handler and keeps no global state.
 */
#ifndef LABELF_H
#define LABELF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------------- version -- */

#define LABELF_VERSION_MAJOR 1
#define LABELF_VERSION_MINOR 0
#define LABELF_VERSION_PATCH 0
#define LABELF_VERSION "1.0.0"
/* The same as one number, which grows with every release: 1002003 is 1.2.3. */
#define LABELF_VERSION_NUMBER (LABELF_VERSION_MAJOR * 1000000 + LABELF_VERSION_MINOR * 1000 + LABELF_VERSION_PATCH)

/* The version of the library that is loaded, such as "1.0.0". Static; never freed. */
const char *labelf_version(void);
/* The same as LABELF_VERSION_NUMBER has it. A program is refused by the loader, when it starts, if it needs functions of a
 * later release than the library that it finds; this is for what else depends on the release. */
int labelf_version_number(void);

/* Enumerations have 32 bits in every language and with every compiler's options, and each is open: a later release may add
 * values. Fields of structs that hold one are int32_t. */
#if (defined(__cplusplus) && __cplusplus >= 201103L) || (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 202311L)
#define LABELF_INT32 : int32_t
#else
#define LABELF_INT32
#endif

/* --------------------------------------------------------------------------------------------------------- status -- */

/* What a function, a call or one text ended with. Values never change meaning; new ones are added at the end, so treat an
 * unknown value as an error. */
typedef enum labelf_status LABELF_INT32 {
    LABELF_OK = 0,
    LABELF_PARTIAL = 1, /* some texts have an answer, some an error: look at each text */
    LABELF_PENDING = 2, /* not settled yet */

    /* the program's own doing: fix the call */
    LABELF_ERROR_ARGUMENT = 16,      /* NULL or out of range */
    LABELF_ERROR_CONFIGURATION = 17, /* an unknown key or a bad value; the message names it */
    LABELF_ERROR_TEXT_EMPTY = 18,    /* found here, or by the service, which may look more closely */
    LABELF_ERROR_TEXT_TOO_LONG = 19, /* likewise */
    LABELF_ERROR_TEXT_ENCODING = 20, /* not UTF-8; the message names the byte offset */
    LABELF_ERROR_QUEUE_FULL = 21,    /* more queued than queue_texts or queue_bytes allow */
    LABELF_ERROR_CLOSED = 22,        /* the client was closed or freed */
    LABELF_ERROR_FORKED = 23,        /* the client belongs to the parent process: make a new one after fork */
    LABELF_ERROR_CANCELLED = 24,
    LABELF_ERROR_DEADLINE = 25, /* cannot be, or was not, done in time: the forecast counts what waits ahead of it */
    LABELF_ERROR_MEMORY = 26,
    LABELF_ERROR_BUDGET = 27, /* max_billed_texts is spent */

    /* what the service answered */
    LABELF_ERROR_REFUSED = 48,      /* 400, 413, 422 and any 4xx without a code of its own */
    LABELF_ERROR_KEY = 49,          /* 401: missing or invalid key; or no token is given for client_id and client_secret */
    LABELF_ERROR_PERMISSION = 50,   /* 403 */
    LABELF_ERROR_QUOTA = 51,        /* 403: the quota of the billing period is used up. Ends every call of the client */
    LABELF_ERROR_NOT_FOUND = 52,    /* 404 */
    LABELF_ERROR_CONFLICT = 53,     /* 409 */
    LABELF_ERROR_RATE_LIMITED = 54, /* 429, more often than a client should see */
    LABELF_ERROR_SERVICE = 55,      /* 5xx after all retries */
    LABELF_ERROR_MODEL_ARCHIVED = 56,
    LABELF_ERROR_MODEL_NOT_DEPLOYED = 57,
    LABELF_ERROR_PROTOCOL = 58,  /* an answer that is not what the API documents */
    LABELF_ERROR_MALFORMED = 59, /* 400: a field, such as `texts`, is missing or of another type, or it is not JSON */

    /* what happened on the way */
    LABELF_ERROR_RESOLVE = 80, /* the host's name has no address */
    LABELF_ERROR_CONNECT = 81,
    LABELF_ERROR_TLS = 82,
    LABELF_ERROR_TIMEOUT = 83,   /* one attempt took longer than attempt_timeout_ms */
    LABELF_ERROR_NETWORK = 84,   /* the connection broke */
    LABELF_ERROR_TOO_LARGE = 85, /* the answer is larger than response_max_bytes */

    LABELF_ERROR_INTERNAL = 112, /* a defect of this library: please report it */

    LABELF_STATUS_FORCE_INT32 = INT32_MAX /* not a status */
} labelf_status;

/* The name of a status, such as "LABELF_ERROR_QUOTA"; "LABELF_UNKNOWN" for a number without one. Static; never freed. */
const char *labelf_status_name(labelf_status status);
/* Whether the same request may succeed later although nothing is changed: 1 if what failed is the service, the way to it, or
 * the time that there was (RATE_LIMITED, SERVICE, PROTOCOL, RESOLVE, CONNECT, TLS, TIMEOUT, NETWORK, DEADLINE, QUEUE_FULL), 0
 * for any other status, and for a number that is none. The library itself has retried already what is worth it. */
int labelf_status_is_transient(labelf_status status);

/* ---------------------------------------------------------------------------------------------------------- error -- */

typedef struct labelf_error labelf_error;

/* What went wrong; LABELF_OK for NULL. */
labelf_status labelf_error_code(const labelf_error *error);
/* One line for a log or a person. Never contains a key or a text. "" for NULL. */
const char *labelf_error_message(const labelf_error *error);
/* What to do about it, in plain English. "" for NULL. */
const char *labelf_error_fix(const labelf_error *error);
/* The HTTP status of the last answer; 0 if there was none. */
int labelf_error_http_status(const labelf_error *error);
/* The service's own `error_code`, such as "MISSING_REQUIRED_FIELD"; "" if it gave none. */
const char *labelf_error_server_code(const labelf_error *error);
/* The service's own `request_id`, which support asks for; "" if it gave none. */
const char *labelf_error_request_id(const labelf_error *error);
/* How many requests were sent for this; 0 if it failed before the network. */
int labelf_error_attempts(const labelf_error *error);
/* Milliseconds from the error on until trying again makes sense; -1 if that is not known, or it makes none without a change. */
int64_t labelf_error_retry_after_ms(const labelf_error *error);
/* Frees an error that a function stored through `labelf_error **`. Errors of a result belong to the result. */
void labelf_error_free(labelf_error *error);

/* -------------------------------------------------------------------------------------------------- configuration -- */

typedef struct labelf_config labelf_config;

/*
 * Every option is a string key with a string value. Times are milliseconds, sizes bytes; `on` and `off` are switches.
 *
 *   key                     default                    range; meaning
 *   api_key                 (none)                     8 to 8192 bytes; the workspace's key, "lbl_sk_...", or a token.
 *                                                      Needed, unless there are client_id and client_secret; may be
 *                                                      changed later
 *   client_id               (none)                     1 to 4096 bytes of printable ASCII; instead of api_key, for
 *                                                      OAuth 2 client credentials: the client gets its tokens by itself
 *   client_secret           (none)                     1 to 4096 bytes of printable ASCII; sent to token_url alone
 *   token_url               https://auth.app.labelf.ai/oauth2/token
 *                                                      where tokens come from; http as for base_url
 *   base_url                https://api.labelf.ai/v2   https, or http to this machine (see allow_insecure_http)
 *   requests_per_minute     (learned)                  1 to 1000000; the plan's limit. Unset: read from the first
 *                                                      answer; may be changed later
 *   bulk_reserve_percent    10                         0 to 90; of what may be sent at once, the part that bulk calls
 *                                                      leave to interactive ones. 3 percent are kept in any case, to
 *                                                      see others of the workspace by
 *   shared_budget           on                         the processes of a user on one machine share one budget, if they
 *                                                      have the same base_url, key (or client_id), requests_per_minute
 *                                                      and bulk_reserve_percent
 *   max_billed_texts        0                          0 to 9007199254740992, 0 for no cap; what the client may spend.
 *                                                      Texts count from when they are sent, until the service has
 *                                                      refused them: after a timeout or a broken connection they may
 *                                                      have been billed, and go on counting
 *   max_connections         8                          1 to 256; requests in flight at once; may be changed later
 *   linger_ms               0                          0 to 60000; how long a batch that is not full waits for more
 *                                                      texts
 *   max_text_characters     10000                      1 to 1000000; code points a text
 *   connect_timeout_ms      5000                       1 to 600000; one attempt to connect
 *   attempt_timeout_ms      30000                      1 to 3600000; one request, connecting included
 *   total_timeout_ms        (120000 or none)           0 to 604800000, 0 for none; a call's deadline. Unset: 120000 for
 *                                                      an interactive call, none for a bulk call
 *   max_retries             3                          0 to 10; after a 5xx or a broken connection
 *   retry_base_ms           1000                       1 to 60000; the first pause; it doubles each time
 *   max_rate_limit_retries  10                         0 to 1000; 429s that one batch sits out
 *   queue_texts             1000000                    1 to 2000000000; texts of all unsettled calls together
 *   queue_bytes             1073741824                 1024 to 1099511627776; their bytes. A call that is larger than a
 *                                                      limit is taken when nothing else is queued
 *   queue_full              block                      `block` (up to the call's deadline) or `fail`
 *   response_max_bytes      16777216                   1024 to 1073741824; after decompression
 *   cache_bytes             0                          0 to 68719476736, 0 for no cache; what the client may keep of
 *                                                      answers, texts included, in memory: a text that is asked again
 *                                                      with the same model and options is neither sent nor billed
 *   cache_seconds           3600                       1 to 2592000; how long an answer is good there, even if the
 *                                                      model is retrained in the meantime
 *   ca_file                 (the system's)             a PEM file with the authorities to trust instead
 *   proxy                   (none)                     a proxy's URL; the environment's proxy settings are not read
 *   user_agent              liblabelf/VERSION          printable ASCII
 *   allow_insecure_http     off                        `on` lets base_url and token_url be plain http to any host: the
 *                                                      key or the secret then travels in the clear
 *
 * Tokens: the first call that has something to send makes the client ask for one; all calls wait for the same request, which
 * takes no permit and no connection from them. It is renewed when nine tenths of its life are over, and half a minute before
 * the end at the latest; it is used for a minute to a day, whatever the service says. A request that is answered with 401
 * goes once more with a new token. What the token service answers to a wrong client or secret is LABELF_ERROR_KEY; such a
 * failure stands for five seconds for all who ask.
 */

/* A new configuration with every default. NULL if memory is short. Freed with labelf_config_free. */
labelf_config *labelf_config_new(void);
/* Sets one option. The value is copied. An unknown key or a bad value changes nothing and is LABELF_ERROR_CONFIGURATION,
 * with a message that names the key (and never shows a key's secret). */
labelf_status labelf_config_set(labelf_config *config, const char *key, const char *value, labelf_error **error);
/* Sets every option for which the environment has a variable: LABELF_ and the key in capitals, such as LABELF_API_KEY.
 * Stops at the first bad value. Not to be called while another thread changes the environment. */
labelf_status labelf_config_from_environment(labelf_config *config, labelf_error **error);
/* The name of option `index`, from 0 on, in the order of the table; NULL after the last one. Static; never freed. */
const char *labelf_config_key(size_t index);
/* The value that an option has, written as labelf_config_set takes it; "" if it was not set and has no default value. Of
 * what is secret, and was set, three asterisks. The caller's, to be freed with labelf_string_free. NULL for NULL, and for an
 * unknown key. */
char *labelf_config_get(const labelf_config *config, const char *key);
void labelf_config_free(labelf_config *config);

/* --------------------------------------------------------------------------------------------------------- client -- */

typedef struct labelf_client labelf_client;

/* A client with one thread of its own, which blocks every signal. The configuration is read, not kept: free it when you
 * like. Does not touch the network. NULL on error. Freed with labelf_client_free. */
labelf_client *labelf_client_new(const labelf_config *config, labelf_error **error);

/* Changes an option of a client that runs: `api_key`, such as for a key that was renewed, `max_connections` or
 * `requests_per_minute`. `value` is as for labelf_config_set, and so are the errors; any other option is refused with
 * LABELF_ERROR_CONFIGURATION. What is sent from now on goes by it, what waits included; requests that are in flight go on
 * as they are, with the key that they have. Does not wait: the client's thread does it a moment later. */
labelf_status labelf_client_set(labelf_client *client, const char *key, const char *value, labelf_error **error);

/* Takes no more calls, waits up to `timeout_ms` (0: not at all, but for a callback that is running; below 0: as long as it
 * takes) for those that are under way, then settles the rest with LABELF_ERROR_CLOSED. Returns how many calls were
 * abandoned that way, 0 when called again. From the client's own callbacks it does not wait. */
size_t labelf_client_close(labelf_client *client, int64_t timeout_ms);

/* Closes with a timeout of 0 and frees. Safe in any state, from a callback, and in a forked child. Calls and results of the
 * client stay valid until they are freed themselves. No other function may be using `client` by then, and none may be
 * called on it after; blocking calls on other threads have to have returned. */
void labelf_client_free(labelf_client *client);

/* Counters since the client was made. */
typedef struct labelf_statistics {
    uint64_t calls;            /* calls taken; each request that is not part of a call counts as one */
    uint64_t calls_settled;    /* of these, settled */
    uint64_t texts;            /* texts of the calls taken */
    uint64_t texts_succeeded;  /* texts with an answer */
    uint64_t texts_failed;     /* texts with an error */
    uint64_t texts_duplicate;  /* texts answered by another text of the same call */
    uint64_t texts_joined;     /* texts answered by a request that another call, or an earlier batch, had under way */
    uint64_t texts_sent;       /* texts in requests that were answered with 200: what the service bills */
    uint64_t requests;         /* requests sent, retries included; not those for tokens */
    uint64_t requests_retried; /* of these, sent again after a 5xx, a 429, a broken connection or with a new token */
    uint64_t requests_split;   /* refused batches that were split */
    uint64_t rate_limited;     /* 429s */
    uint64_t bytes_sent;       /* request bodies */
    uint64_t bytes_received;   /* response bodies, after decompression */
    uint64_t queued_texts;     /* now: texts of unsettled calls */
    uint64_t in_flight;        /* now: requests */
    uint64_t texts_spent;      /* texts that were billed or may have been: what counts against max_billed_texts, but for
                                  those in flight */
    uint64_t texts_over_budget; /* different texts that were not sent because max_billed_texts was spent */
    uint64_t calls_late;        /* calls that failed at once, because the forecast was past their deadline */
    uint64_t permit_wait_ms;    /* milliseconds in which something could have been sent but for a permit, up to when
                                   something last was */
    uint64_t texts_cached;      /* texts answered by the cache: neither sent nor billed */
} labelf_statistics;

/* Copies the counters into `statistics`. `size` is sizeof(labelf_statistics) as the program was compiled: an older program
 * gets the fields that it knows, a newer one zeros for those that the library does not. */
labelf_status labelf_client_statistics(const labelf_client *client, labelf_statistics *statistics, size_t size);

/* ------------------------------------------------------------------------------------------------------- classify -- */

/* A text: `length` bytes of UTF-8. A NUL byte inside is part of the text. */
typedef struct labelf_text {
    const char *data;
    size_t length;
} labelf_text;

/* A text from a C string (an empty text for NULL). Borrows the string. */
static inline labelf_text labelf_text_from(const char *string) {
    labelf_text text;
    text.data = string;
    text.length = string ? strlen(string) : 0;
    return text;
}

typedef struct labelf_call labelf_call;
typedef struct labelf_result labelf_result;
typedef struct labelf_queue labelf_queue;

/* Called on the client's own thread, once, when a call is settled, with no lock held. It may call any function of this
 * header, but none that would block there: labelf_classify is refused with LABELF_ERROR_ARGUMENT, and labelf_call_wait
 * and labelf_queue_next do not wait. Do not linger: the client does nothing else meanwhile. Do not throw: an exception
 * that leaves it ends the program (labelf.hpp catches it). Do not longjmp out of it. `call` is what the function that
 * started it gave, and is still its owner's to free, here or later. */
typedef void (*labelf_callback)(labelf_call *call, void *user_data);

typedef enum labelf_lane LABELF_INT32 {
    LABELF_LANE_AUTOMATIC = 0, /* interactive for one text, bulk for more */
    LABELF_LANE_INTERACTIVE = 1,
    LABELF_LANE_BULK = 2,
    LABELF_LANE_FORCE_INT32 = INT32_MAX /* not a lane */
} labelf_lane;

/* As `deadline_ms`: no deadline at all. */
#define LABELF_NO_DEADLINE INT64_MAX

/* The options of every kind of call begin alike:
 *
 *   size         sizeof of the struct, as the program was compiled: the macro that ends in _INIT sets it
 *   lane         a labelf_lane: which deadline applies, and who goes first: interactive calls, but for one batch in ten
 *                while bulk calls wait
 *   flags        switches, or-ed together; 0 for none
 *   deadline_ms  milliseconds from now until the call has to be settled; 0 for total_timeout_ms, LABELF_NO_DEADLINE for none.
 *                Below 0 the deadline has passed: LABELF_ERROR_DEADLINE at once, and nothing is sent. (A program that
 *                computes what is left of a time, and may get 0, says -1 instead.)
 *
 * What is zero is the default of every field after `size`. What this library does not know is never dropped in silence: a bit
 * of `flags` or a `reserved` that it has no meaning for, and fields beyond those that it knows that are not 0, are
 * LABELF_ERROR_ARGUMENT, "newer than this library". */

/* Options of one call. Start from LABELF_CLASSIFY_OPTIONS_INIT. */
typedef struct labelf_classify_options {
    size_t size;                     /* sizeof(labelf_classify_options) */
    int32_t lane;                    /* a labelf_lane */
    uint32_t flags;                  /* none is defined yet: 0 */
    int64_t deadline_ms;             /* 0 for total_timeout_ms, LABELF_NO_DEADLINE for none, below 0 has passed */
    labelf_callback callback;        /* labelf_classify_start only; NULL for none */
    void *user_data;                 /* handed to the callback, and read by labelf_call_user_data */
    labelf_queue *queue;             /* labelf_classify_start only: the queue that gives the call out; NULL for none */
    const char *const *label_filter; /* only these labels; NULL for all. Copied */
    size_t label_filter_count;       /* at most 1000 */
    int32_t max_predictions;         /* how many of the best ones, 1 to 1000; 0 for all */
    int32_t reserved;                /* 0 */
} labelf_classify_options;

#define LABELF_CLASSIFY_OPTIONS_INIT                                                                                   \
    { sizeof(labelf_classify_options), LABELF_LANE_AUTOMATIC, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 0 }

/* Classifies `count` texts with a model and blocks until every one is settled. `model` is the model's id, at least 1. The
 * texts are borrowed until it returns. `options` may be NULL. A count of 0 is an empty result, and no request.
 *
 * Returns LABELF_OK if every text has an answer and LABELF_PARTIAL if some have. If none has, the code of the first
 * error, which is in `error`. Whenever the call was taken, `*result` holds a result, to be freed with
 * labelf_result_free; otherwise NULL. */
labelf_status labelf_classify(labelf_client *client, int64_t model, const labelf_text *texts, size_t count,
                              const labelf_classify_options *options, labelf_result **result, labelf_error **error);

/* The same without blocking (but for a full queue with queue_full=block). The texts are copied. On LABELF_OK `*call` is the
 * caller's, to be freed with labelf_call_free; otherwise NULL. With a queue, `call` may be NULL: the call is the queue's
 * until it is given out, and the caller's from then on. */
labelf_status labelf_classify_start(labelf_client *client, int64_t model, const labelf_text *texts, size_t count,
                                    const labelf_classify_options *options, labelf_call **call, labelf_error **error);

/* Classifies the same texts with several models, 1 to 1000 of them, and blocks until every text is settled for each. The texts
 * are judged once; all else is as if labelf_classify were called for every model at the same time: each is a call of its own,
 * with the documented request of its model, and each text is billed once for each model. Without blocking, start a call for
 * each. (The older endpoint that takes several models at once is asked with labelf_request: what it answers is not documented.)
 *
 * `results` is an array of as many as there are models: `results[i]` is of `models[i]`. Returns LABELF_OK if every text has an
 * answer of every model and LABELF_PARTIAL if some are missing: a model that is archived or does not exist fails alone, and
 * the errors are in its result. If there is no answer at all, the code of the first error, which is in `error`. Whenever the
 * calls were taken, each of `results` is to be freed with labelf_result_free; otherwise all are NULL, and nothing goes on (with
 * a count that is out of range they are left alone). */
labelf_status labelf_classify_models(labelf_client *client, const int64_t *models, size_t model_count,
                                     const labelf_text *texts, size_t count, const labelf_classify_options *options,
                                     labelf_result **results, labelf_error **error);

/* Waits up to `timeout_ms` (0: only looks; below 0: as long as it takes) until a call of any kind is settled: LABELF_PENDING if
 * it is not by then. Otherwise what the call ended with, as the function that does the same and blocks returns it. */
labelf_status labelf_call_wait(labelf_call *call, int64_t timeout_ms, labelf_error **error);

/* The same for a call that labelf_classify_start gave, with its result, as from labelf_classify. It may be asked again: each
 * result is a reference of its own to the same columns, and each is to be freed. `result` may be NULL.
 * LABELF_ERROR_ARGUMENT if the call is of another function. */
labelf_status labelf_classify_wait(labelf_call *call, int64_t timeout_ms, labelf_result **result, labelf_error **error);

/* Takes what has ended of a call that labelf_classify_start gave, while the rest goes on: waits up to `timeout_ms` (0: only
 * looks; below 0: as long as it takes) until a text has an outcome that was not taken yet. LABELF_OK with a result in `*part`,
 * to be freed with labelf_result_free: of the texts that have ended by now, one at least, as they ended, each with its answer
 * or error. Which text of the call each is, labelf_result_text_index says. LABELF_OK with NULL when all have been taken;
 * LABELF_PENDING if there is nothing by then. Each text is given once, however many threads take. The call is waited for,
 * given out or cancelled as ever, and its result stays whole. LABELF_ERROR_ARGUMENT if the call is of another function.
 * From the client's own callbacks it does not wait. */
labelf_status labelf_classify_take(labelf_call *call, int64_t timeout_ms, labelf_result **part, labelf_error **error);

/* Asks the client to give the call up: texts without an answer end with LABELF_ERROR_CANCELLED, in any state, pauses
 * included. Returns at once; the call settles as usual. Nothing happens to a call that is settled. */
void labelf_call_cancel(labelf_call *call);

/* How many texts of the call have an outcome by now; all of them once it is settled. Before that equal texts count once, and
 * texts that cannot be sent do not count; of a comparison it is the share of its requests that are done, in compared texts.
 * Never less than before. 0 for NULL. */
size_t labelf_call_progress(const labelf_call *call);

/* The `user_data` that the options of the call had; NULL for NULL. */
void *labelf_call_user_data(const labelf_call *call);

/* Cancels the call if it is not settled, without its callback, and frees it. The callback will not start after this has
 * returned; one that is running is waited for, unless this is called from it. */
void labelf_call_free(labelf_call *call);

/* ---------------------------------------------------------------------------------------------------------- queue -- */

/*
 * A completion queue gives settled calls out, one after the other: those that were started with it as their `queue`, of any
 * kind and of any number of clients. An event loop has one of its own and watches its descriptor; a thread without one waits
 * in labelf_queue_next, which then is the wait for whichever call is settled first. Any number of threads may use a queue.
 */

/* A new queue, which takes a file descriptor. NULL on error. Freed with labelf_queue_free. */
labelf_queue *labelf_queue_new(labelf_error **error);

/* A file descriptor that is readable (POLLIN) while labelf_queue_next has something to give. Watch it, and neither read nor
 * close it: a loop that closes what it watches gets a dup() of it. -1 for NULL. It lives as long as the queue. */
int labelf_queue_fd(const labelf_queue *queue);

/* The next settled call, after up to `timeout_ms` (0: only looks; below 0: as long as it takes, also when no call is under
 * way); NULL if there is none by then. A call comes once its callback has returned, if it has one. Each is given out once, and
 * is the caller's to free with labelf_call_free: it is the same pointer that the function gave that started it. Calls freed
 * before they were given out are left out. In a forked child, and in a callback of a client that has calls under way with it,
 * it does not wait. */
labelf_call *labelf_queue_next(labelf_queue *queue, int64_t timeout_ms);

/* Frees a queue, with the calls that are its own, which are given up: what their `user_data` points to is not told of it. (To
 * free that too, close the client first, and take the calls out.) Others go on, and are still the caller's. A thread that waits
 * in labelf_queue_next has to have returned. */
void labelf_queue_free(labelf_queue *queue);

/* ------------------------------------------------------------------------------------------------- rate and cost -- */

/* What decides when the next request leaves. New values may be added at the end. */
typedef enum labelf_pacing LABELF_INT32 {
    LABELF_PACING_NONE = 0,      /* nothing: no limit is known */
    LABELF_PACING_BURST = 1,     /* permits are saved up: requests leave as they come */
    LABELF_PACING_SUSTAINED = 2, /* none are: requests leave at the plan's rate */
    LABELF_PACING_PAUSE = 3,     /* the service asked for a pause with a 429 */
    LABELF_PACING_RESERVE = 4,   /* those that are saved up are kept for interactive calls: bulk calls wait */
    LABELF_PACING_FORCE_INT32 = INT32_MAX /* not a pacing */
} labelf_pacing;

/* Where the rate limit stands. */
typedef struct labelf_rate {
    int64_t limit;        /* requests a minute that the client keeps to; -1 if no limit is known */
    int64_t remaining;    /* requests that could leave at once; -1 if no limit is known */
    int64_t reset_ms;     /* milliseconds until the service's pause is over; without one, until as many requests as ever
                             may leave at once, -1 if no limit is known */
    int64_t in_flight;    /* requests that were sent and are not answered yet */
    int32_t pacing;       /* a labelf_pacing: what decides when the next one leaves */
    int32_t reserved;     /* 0 */
} labelf_rate;

/* Fills `rate` as of now. `size` is sizeof(labelf_rate) as the program was compiled; see labelf_client_statistics. */
labelf_status labelf_client_rate(const labelf_client *client, labelf_rate *rate, size_t size);

/* What a call would take. */
typedef struct labelf_cost {
    uint64_t requests;           /* requests, of as many texts as one may have */
    uint64_t texts_billed;       /* different good texts: each is sent, and billed, once */
    uint64_t texts_duplicate;    /* texts that are answered by another one of the call */
    uint64_t texts_bad;          /* texts that are empty, too long or not UTF-8: they are not sent */
    uint64_t requests_ahead;     /* requests of the client that wait and would go first; 0 with a plan */
    int64_t requests_per_minute; /* the limit it is based on; -1 if none is known */
    double seconds;              /* what the rate limit makes of it, until the last request is sent; with a client's own
                                    limit, and the time that its last answers took. -1 if no limit is known */
} labelf_cost;

/* Says beforehand what it takes to classify `count` texts; nothing is sent. `texts` are looked at for duplicates and bad
 * ones; with NULL, all are different and good.
 *
 * `plan` is "starter" (60 requests a minute), "growth" (300) or a number of requests a minute, such as "1000": what it
 * takes with that plan, when none of it is used. `client` may then be NULL. With NULL as `plan`, what it takes with `client`
 * now: with the limit that it knows, what is left of it, and the requests that wait and would go first. A client that was not
 * told its limit knows it from its first answer. `options` are those that the call would have, of which the lane matters; NULL
 * for none.
 *
 * `size` is sizeof(labelf_cost) as the program was compiled; see labelf_client_statistics. */
labelf_status labelf_estimate(const labelf_client *client, const labelf_text *texts, size_t count, const char *plan,
                              const labelf_classify_options *options, labelf_cost *cost, size_t size,
                              labelf_error **error);

/* --------------------------------------------------------------------------------------------------------- result -- */

/* The columns of a result, readable in place for as long as the result lives. Text i has the predictions
 * offsets[i] up to, not including, offsets[i + 1], best first; a text with an error has none. */
typedef struct labelf_columns {
    size_t texts;                   /* how many texts */
    size_t predictions;             /* how many predictions all texts have together: offsets[texts] */
    size_t labels;                  /* how many different labels */
    const int32_t *statuses;        /* texts: a labelf_status each */
    const int64_t *offsets;         /* texts + 1 */
    const int32_t *label_indices;   /* predictions: 0 to labels - 1 */
    const double *confidences;      /* predictions: 0 to 1 as the service gave it */
    const char *const *label_names; /* labels: UTF-8, each ends in NUL */
    const size_t *label_lengths;    /* labels: bytes, without that NUL */
    const int64_t *text_indices;    /* texts: which text of the call each is; NULL if they are all of them, in their order */
} labelf_columns;

/* Fills `columns`. `size` is sizeof(labelf_columns) as the program was compiled; see labelf_client_statistics. */
labelf_status labelf_result_columns(const labelf_result *result, labelf_columns *columns, size_t size);

/* How many texts; 0 for NULL. */
size_t labelf_result_count(const labelf_result *result);
/* How text `index` ended; LABELF_ERROR_ARGUMENT if there is no such text. */
labelf_status labelf_result_status(const labelf_result *result, size_t index);
/* Which text of the call text `index` is: itself, unless the result is a part that labelf_classify_take gave. SIZE_MAX if
 * there is no such text. */
size_t labelf_result_text_index(const labelf_result *result, size_t index);
/* The error of text `index`; NULL if it has an answer or does not exist. Belongs to the result. */
const labelf_error *labelf_result_error(const labelf_result *result, size_t index);
/* How many predictions text `index` has; 0 if it has an error or does not exist. */
size_t labelf_result_predictions(const labelf_result *result, size_t index);
/* The label of prediction `rank` (0 is the best) of text `index`; NULL if there is none. Belongs to the result. */
const char *labelf_result_label(const labelf_result *result, size_t index, size_t rank);
/* Its confidence, 0 to 1; -1 if there is none. */
double labelf_result_confidence(const labelf_result *result, size_t index, size_t rank);
void labelf_result_free(labelf_result *result);

/* ----------------------------------------------------------------------------------------------------------- JSON -- */

/* The result as one JSON document in the service's own current shape, with null for a text that has an error, and the errors
 * beside it, without white space:
 *
 *     {"predictions":[[{"label":"Delivery","confidence":0.93}],null],
 *      "errors":[{"index":1,"code":"LABELF_ERROR_REFUSED","message":"...","request_id":"req_7f3a9b2c"}]}
 *
 * Ends in NUL; `length`, unless NULL, is its bytes without that. The caller's, to be freed with labelf_string_free. NULL for
 * NULL. */
char *labelf_result_json(const labelf_result *result, size_t *length);

/* Classifies what a JSON document asks for, as one would post it by hand, however many texts it holds, and blocks like
 * labelf_classify:
 *
 *     {"texts":["Where is my parcel?","I was charged twice."],"max_predictions":3,"label_filter":["Delivery","Billing"]}
 *
 * What the document leaves out is as in `options`, which may be NULL. A document that is not JSON, has no texts,
 * or has a member that is not known here, is LABELF_ERROR_ARGUMENT, with a message that says how to write it. Returns what
 * labelf_classify does. Whenever the call was taken, `*answer` holds what labelf_result_json gives, for the caller to free
 * with labelf_string_free; otherwise NULL. `answer` may be NULL. */
labelf_status labelf_classify_json(labelf_client *client, int64_t model, const char *document, size_t length,
                                   const labelf_classify_options *options, char **answer, labelf_error **error);

/* Frees a string that a function has given to the caller. */
void labelf_string_free(char *string);

/* ----------------------------------------------------------------------------------------------------- similarity -- */

/* Compares texts with base texts: for each compared text the most similar base texts. Any number of either: they are cut into
 * as few requests as can be, of at most 200 texts each, and no pair is computed twice. */

/* The settled result of a comparison. */
typedef struct labelf_matches labelf_matches;

/* Options of one comparison. Start from LABELF_SIMILARITY_OPTIONS_INIT. */
typedef struct labelf_similarity_options {
    size_t size;         /* sizeof(labelf_similarity_options) */
    int32_t lane;        /* a labelf_lane; automatic: interactive if it takes one request, bulk if more */
    uint32_t flags;      /* none is defined yet: 0 */
    int64_t deadline_ms; /* as in labelf_classify_options, and so are the next ones: for labelf_similarity_start only */
    labelf_callback callback;
    void *user_data;
    labelf_queue *queue;
    int32_t top_n;    /* how many of the best base texts of each compared text; 0 for all */
    int32_t reserved; /* 0 */
} labelf_similarity_options;

#define LABELF_SIMILARITY_OPTIONS_INIT                                                                                 \
    { sizeof(labelf_similarity_options), LABELF_LANE_AUTOMATIC, 0, 0, NULL, NULL, NULL, 0, 0 }

/* Compares each of `compared` with each of `base`, and blocks until that is done. The texts are borrowed until it returns.
 * `options` may be NULL. Equal texts of a side are sent once. A count of 0 on either side is no request, and no matches.
 *
 * It takes memory for the matches that are wanted, and not for the pairs: 24 bytes for each of the best `top_n` of each
 * compared text. LABELF_ERROR_MEMORY if there is not as much.
 *
 * A bad text is found, and fails alone. Returns LABELF_OK if no text has an error and LABELF_PARTIAL if some have. If no
 * compared text has matches, the code of the first error, which is in `error`. Whenever the call was taken, `*matches` holds
 * a result, to be freed with labelf_matches_free; otherwise NULL. Of the counters of labelf_statistics, those of texts do not
 * count these, but for `queued_texts`; nor does max_billed_texts. */
labelf_status labelf_similarity(labelf_client *client, const labelf_text *base, size_t base_count,
                                const labelf_text *compared, size_t compared_count,
                                const labelf_similarity_options *options, labelf_matches **matches,
                                labelf_error **error);

/* The same without blocking, as labelf_classify_start. The call is one like any other. */
labelf_status labelf_similarity_start(labelf_client *client, const labelf_text *base, size_t base_count,
                                      const labelf_text *compared, size_t compared_count,
                                      const labelf_similarity_options *options, labelf_call **call,
                                      labelf_error **error);

/* labelf_classify_wait for a call that labelf_similarity_start gave. */
labelf_status labelf_similarity_wait(labelf_call *call, int64_t timeout_ms, labelf_matches **matches,
                                     labelf_error **error);

/* The columns of a result, readable in place for as long as it lives. Compared text i has the matches offsets[i] up to, not
 * including, offsets[i + 1], the most similar first, and of equally similar ones that with the earlier base text. It was
 * compared with every base text that has no error. A text with an error has no matches, and is in none. */
typedef struct labelf_match_columns {
    size_t texts;                 /* how many compared texts */
    size_t base_texts;            /* how many base texts */
    size_t matches;               /* how many matches all texts have together: offsets[texts] */
    const int32_t *statuses;      /* texts: a labelf_status each */
    const int32_t *base_statuses; /* base_texts: a labelf_status each */
    const int64_t *offsets;       /* texts + 1 */
    const int32_t *base_indices;  /* matches: 0 to base_texts - 1. Equal base texts are a match each */
    const double *similarities;   /* matches: 0 to 1 */
} labelf_match_columns;

/* Fills `columns`. `size` is sizeof(labelf_match_columns) as the program was compiled; see labelf_client_statistics. */
labelf_status labelf_matches_columns(const labelf_matches *matches, labelf_match_columns *columns, size_t size);

/* The error of compared text `index`; NULL if it has none or does not exist. Belongs to the result. */
const labelf_error *labelf_matches_error(const labelf_matches *matches, size_t index);
/* The same for base text `index`. */
const labelf_error *labelf_matches_base_error(const labelf_matches *matches, size_t index);

/* The result as one JSON document in the service's own shape, with an error in the place of the matches of a text that has
 * one, without white space:
 *
 *     {"c1":[{"id":"b7","similarity":0.83}],"c2":{"code":"LABELF_ERROR_REFUSED","message":"...","request_id":"req_7f3a9b2c"}}
 *
 * `base_ids` and `compared_ids` are as many ids as there are texts, each different from the others; with NULL, the texts'
 * indices are their ids. Errors of base texts have no place in it. `length` and ownership are as for labelf_result_json.
 * NULL for NULL, and for an id that is NULL or not UTF-8. */
char *labelf_matches_json(const labelf_matches *matches, const char *const *base_ids, const char *const *compared_ids,
                          size_t *length);

/* Compares what a JSON document asks for, as one would post it by hand, with any number of texts, and blocks:
 *
 *     {"base_texts":{"b7":"Where is my parcel?"},"compare_to_texts":{"c1":"Is it under way?"},"top_n":3}
 *
 * All else is as for labelf_classify_json; `*answer` is as from labelf_matches_json, with the document's ids. */
labelf_status labelf_similarity_json(labelf_client *client, const char *document, size_t length,
                                     const labelf_similarity_options *options, char **answer, labelf_error **error);

void labelf_matches_free(labelf_matches *matches);

/* labelf_estimate for a comparison, of two numbers of different good texts. `texts_billed` is 0: comparing does not count
 * against the quota, which is one of classifications. */
labelf_status labelf_estimate_similarity(const labelf_client *client, size_t base_count, size_t compared_count,
                                         const char *plan, const labelf_similarity_options *options, labelf_cost *cost,
                                         size_t size, labelf_error **error);

/* ---------------------------------------------------------------------------------------------------------- Arrow -- */

/* Results and matches as a table of Apache Arrow, for whatever reads one in this process: its C data interface, which needs
 * nothing of Arrow here. The structs are in labelf_arrow.h, and in Arrow's own headers. */
struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;

/* The result as one record batch, a struct array with a row for each text, over the columns of labelf_result_columns without
 * copying them:
 *
 *   status       int32; a labelf_status: 0 for a text that has an answer
 *   label        dictionary<int32, utf8>; the best label. Null if the text has no prediction
 *   confidence   float64; its confidence, 0 to 1. Null if the text has no prediction
 *   predictions  large_list<struct<label: dictionary<int32, utf8>, confidence: float64>>; all of them, best first. Null for a
 *                text with an error
 *   error        large_utf8; the message of the text's error. Null if it has none
 *
 * What is made for it: bits for what is null, the labels once more, the messages of errors and 8 bytes a text to find them by,
 * and `label` and `confidence`, 12 bytes a text, unless each text has exactly one prediction (max_predictions 1): then they are
 * the columns themselves, too.
 *
 * `schema` and `array` are the caller's, to be released by their own `release`; either may be NULL, if it is not wanted. What
 * was in them before is overwritten. They are references of their own to the result: it may be freed before or after, and in
 * any order with them. Both may be moved, and so may children of the array, and released on any thread.
 *
 * LABELF_ERROR_MEMORY if memory is short, or the labels have 2 GiB or more together. After an error nothing is to be released:
 * `release` is NULL in each. */
labelf_status labelf_result_arrow(const labelf_result *result, struct ArrowSchema *schema, struct ArrowArray *array);

/* The same as a stream of that one record batch, which is made when it is asked for. `stream` is the caller's, to be released
 * by its own `release`; what it has given lives on. Its functions give 0, or ENOMEM where labelf_result_arrow gives
 * LABELF_ERROR_MEMORY, and may then be called again. */
labelf_status labelf_result_arrow_stream(const labelf_result *result, struct ArrowArrayStream *stream);

/* The matches likewise, with a row for each compared text:
 *
 *   status      int32; a labelf_status: 0 for a text that has no error
 *   base        int32; the most similar base text, by its place. Null if the text has no match
 *   similarity  float64; how similar it is, 0 to 1. Null if the text has no match
 *   matches     large_list<struct<base: int32, similarity: float64>>; all of them, the most similar first. Null for a text with
 *               an error
 *   error       large_utf8; the message of the text's error. Null if it has none
 *
 * All else is as for labelf_result_arrow. Errors of base texts have no place in it. */
labelf_status labelf_matches_arrow(const labelf_matches *matches, struct ArrowSchema *schema, struct ArrowArray *array);

/* The same as a stream, as labelf_result_arrow_stream. */
labelf_status labelf_matches_arrow_stream(const labelf_matches *matches, struct ArrowArrayStream *stream);

/* -------------------------------------------------------------------------------------------------------- request -- */

/* For endpoints that this header has no function for: one request, with the same permits, retries, pauses, deadlines and
 * errors as everything else. */

typedef struct labelf_response labelf_response;

/* In `flags` of labelf_request_options: after a 5xx or a broken connection the request is not sent again, as the service may
 * have done what was asked. A 429 is waited out all the same: there it has not. */
#define LABELF_REQUEST_ONCE 0x1u

/* Options of one request. Start from LABELF_REQUEST_OPTIONS_INIT. */
typedef struct labelf_request_options {
    size_t size;         /* sizeof(labelf_request_options) */
    int32_t lane;        /* a labelf_lane; automatic: interactive */
    uint32_t flags;      /* LABELF_REQUEST_ONCE or 0 */
    int64_t deadline_ms; /* as in labelf_classify_options */
} labelf_request_options;

#define LABELF_REQUEST_OPTIONS_INIT                                                                                    \
    { sizeof(labelf_request_options), LABELF_LANE_AUTOMATIC, 0, 0 }

/* Sends one request and blocks until it is answered or has failed. `method` is "GET" or "POST". `path` is below base_url,
 * such as "/models/1" or "/models?limit=5": it starts with "/", is percent-encoded, has no part that is empty or "." or
 * "..", encoded or not, and no fragment. `json` is the body, an object or an array; NULL for none, and for every GET.
 * `options` may be NULL.
 *
 * Both methods are sent again after a 5xx or a broken connection, up to max_retries, as the API documents it for all
 * endpoints. Of a POST it documents only for inference and similarity that this does no harm: set LABELF_REQUEST_ONCE where it
 * could.
 * (A kept connection that the service had closed before it sent anything may still be replaced by another one.)
 *
 * LABELF_OK for a status of 200 to 299 and a body that is JSON or empty: `*response` is the caller's, to be freed with
 * labelf_response_free. For any other status, and any other end, an error, and NULL. What such a request costs is not
 * known here: it does not count against max_billed_texts. It takes no room in the queue. */
labelf_status labelf_request(labelf_client *client, const char *method, const char *path, const char *json,
                             const labelf_request_options *options, labelf_response **response, labelf_error **error);

/* The HTTP status, 200 to 299; 0 for NULL. */
int labelf_response_status(const labelf_response *response);
/* The body as the service sent it: JSON, or "" if it had none; "" for NULL. Belongs to the response. */
const char *labelf_response_json(const labelf_response *response);
/* Its bytes, without the NUL at the end; 0 for NULL. */
size_t labelf_response_length(const labelf_response *response);
void labelf_response_free(labelf_response *response);

/* --------------------------------------------------------------------------------------------------- lists and items -- */

/* Models, datasets and the records of a dataset: one item at a time, while the next page is fetched ahead. */

/* A list on its way. Holds no lock: one thread at a time may use or free it. */
typedef struct labelf_cursor labelf_cursor;

/* One item of a list, or one model or dataset. Holds no lock: one thread at a time may use or free it. */
typedef struct labelf_item labelf_item;

/* Options of one list. Start from LABELF_LIST_OPTIONS_INIT. */
typedef struct labelf_list_options {
    size_t size;         /* sizeof(labelf_list_options) */
    int32_t lane;        /* a labelf_lane: of each page's request; automatic: interactive */
    uint32_t flags;      /* none is defined yet: 0 */
    int64_t deadline_ms; /* each page's, from when it is asked for; as in labelf_classify_options */
    int64_t start;       /* the offset of the first item wanted: 0, the list's beginning, to 268435455 */
    int32_t page_size;   /* items to ask for at a time: 1 to 10000; 0 for 100. The service may give fewer. Two are asked
                            for at least, to see where pages join */
    int32_t reserved;    /* 0 */
} labelf_list_options;

#define LABELF_LIST_OPTIONS_INIT                                                                                       \
    { sizeof(labelf_list_options), LABELF_LANE_AUTOMATIC, 0, 0, 0, 0, 0 }

/* Begin a list, and ask for its first page without waiting for it: the models of the workspace, its datasets, and the records
 * of the dataset with the id `dataset` (1 to 256 bytes, as it is, but not "." or "..": it is percent-encoded here). `options`
 * may be NULL. On LABELF_OK `*cursor` is the caller's, to be freed with labelf_cursor_free; otherwise NULL. Whether there is
 * such a list is not known before the first labelf_cursor_next. */
labelf_status labelf_list_models(labelf_client *client, const labelf_list_options *options, labelf_cursor **cursor,
                                 labelf_error **error);
labelf_status labelf_list_datasets(labelf_client *client, const labelf_list_options *options, labelf_cursor **cursor,
                                   labelf_error **error);
labelf_status labelf_list_records(labelf_client *client, const char *dataset, const labelf_list_options *options,
                                  labelf_cursor **cursor, labelf_error **error);

/* The same for any other endpoint with the same kind of pages, and for lists with a query, such as "/models?status=deployed":
 * `path` is below base_url, and has no `offset` or `limit`. What holds for the path of labelf_request holds for it. */
labelf_status labelf_list(labelf_client *client, const char *path, const labelf_list_options *options,
                          labelf_cursor **cursor, labelf_error **error);

/* The next item: blocks until its page is there. LABELF_OK with `*item` for the caller, to be freed with labelf_item_free, or
 * with NULL at the end of the list, and at each call after. For an error, NULL; what came before it was given before it. If a
 * page could not be had, the next call asks for it again, and the list goes on where it was. From the client's own callbacks
 * it is refused with LABELF_ERROR_ARGUMENT, and the list goes on.
 *
 * Items may come and go while one pages, which shifts the others. No item is given twice, and none is missed that is in the
 * list all the time, as long as they have an `id`, and keep their order; those that come or go meanwhile may be given or not.
 * Items without an id are told apart by their place alone: they can be missed, and given twice, when others come or go.
 * A service whose pages never end, by turning in circles or by claiming more than it counts, ends the list for good with
 * LABELF_ERROR_PROTOCOL. An item without what the API documents for all of its kind is that error too. */
labelf_status labelf_cursor_next(labelf_cursor *cursor, labelf_item **item, labelf_error **error);

/* How many items the whole list has, from its beginning, as the last page said that labelf_cursor_next has looked at. -1
 * before the first page, and for NULL. */
int64_t labelf_cursor_total(const labelf_cursor *cursor);

/* Frees a cursor at any point of the list; a page that is on its way is given up. Never waits. Items stay valid, and so
 * does a cursor whose client was freed: it gives what it has, and then LABELF_ERROR_CLOSED. */
void labelf_cursor_free(labelf_cursor *cursor);

/* One model: as in the list, with `labels`, `training_status` and `accuracy` if the service says them. Blocks like
 * labelf_request, whose options and errors are those of this function. On LABELF_OK `*item` is the caller's, to be freed
 * with labelf_item_free; otherwise NULL. `options` may be NULL. */
labelf_status labelf_get_model(labelf_client *client, int64_t model, const labelf_request_options *options,
                               labelf_item **item, labelf_error **error);

/* One dataset, by its id of 1 to 256 bytes, as it is, but not "." or "..": it is percent-encoded here. All else is as for
 * labelf_get_model. */
labelf_status labelf_get_dataset(labelf_client *client, const char *id, const labelf_request_options *options,
                                 labelf_item **item, labelf_error **error);

/* The item as the service wrote it, but for the white space between its parts: a JSON object. Ends in NUL; `length`, unless
 * NULL, is its bytes without that. Belongs to the item. NULL for NULL. */
const char *labelf_item_json(const labelf_item *item, size_t *length);

/*
 * Fields are read by the service's own names. These are documented; a record has its metadata beside them, and every other
 * field can be read in the same way.
 *
 *   of a model     id, name, type, status; of one alone also labels (a list), training_status, accuracy (0 to 1)
 *   of a dataset   id, name, text_column, metadata_columns (a list), row_count, created_at, last_ingested_at,
 *                  integration_id
 *   of a record    text, and id if it has one
 *
 * `id` and `name` of a model and a dataset, and `text` of a record, are always there.
 */

/* A field as text: a string as it is, anything else as JSON, numbers with all their digits. NULL if there is no such field,
 * or null in it. Ends in NUL, and may hold others; `length`, unless NULL, is its bytes without the one at the end. Belongs to
 * the item. */
const char *labelf_item_text(const labelf_item *item, const char *field, size_t *length);
/* A field that is a whole number; `otherwise` if there is none, or it does not fit. */
int64_t labelf_item_integer(const labelf_item *item, const char *field, int64_t otherwise);
/* A field that is a number; `otherwise` if there is none. */
double labelf_item_number(const labelf_item *item, const char *field, double otherwise);
/* How many elements the list in a field has; 0 if there is no list in it. */
size_t labelf_item_count(const labelf_item *item, const char *field);
/* Element `index` of such a field: a string, or the `name` of an object. NULL if it is neither, or there is none. `length` and
 * ownership are as for labelf_item_text. */
const char *labelf_item_element(const labelf_item *item, const char *field, size_t index, size_t *length);
void labelf_item_free(labelf_item *item);

#ifdef __cplusplus
}
#endif

#endif
