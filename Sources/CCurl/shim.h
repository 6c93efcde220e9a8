/* Convention: labelf_curl_<verb>_<type> is curl's variadic function of that verb for one type of argument; nothing else
 * is added. What Swift cannot import (macros, options that only newer headers have) is a labelf_curl_<name>. */
#ifndef LABELF_CCURL_SHIM_H
#define LABELF_CCURL_SHIM_H
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef size_t (*labelf_curl_data_function)(char *data, size_t size, size_t count, void *user_data);

/* The parentheses keep curl's type-checking macro away: it wants an option that is a constant. */
static inline CURLcode labelf_curl_set_long(CURL *easy, CURLoption option, long value) {
    return (curl_easy_setopt)(easy, option, value);
}
/* Copied by curl; NULL resets some options. */
static inline CURLcode labelf_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode labelf_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(easy, option, value);
}
/* Not copied by curl. */
static inline CURLcode labelf_curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode labelf_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode labelf_curl_set_function(CURL *easy, CURLoption option, labelf_curl_data_function value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode labelf_curl_set_socket_function(CURL *easy, CURLoption option, curl_sockopt_callback value) {
    return (curl_easy_setopt)(easy, option, value);
}

/* Sockets are opened and closed by the caller. curl keeps `close` and `user_data` with each connection, for as long as
 * that lives. */
static inline CURLcode labelf_curl_set_sockets(CURL *easy, curl_opensocket_callback open,
                                               curl_closesocket_callback close, void *user_data) {
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETFUNCTION, open);
    if (code == CURLE_OK) code = (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETDATA, user_data);
    if (code == CURLE_OK) code = (curl_easy_setopt)(easy, CURLOPT_CLOSESOCKETFUNCTION, close);
    if (code == CURLE_OK) code = (curl_easy_setopt)(easy, CURLOPT_CLOSESOCKETDATA, user_data);
    return code;
}

static inline CURLcode labelf_curl_get_long(CURL *easy, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(easy, info, value);
}
static inline CURLcode labelf_curl_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
    return (curl_easy_getinfo)(easy, info, value);
}
static inline CURLcode labelf_curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLMcode labelf_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode labelf_curl_multi_set_callbacks(CURLM *multi, curl_socket_callback socket,
                                                       curl_multi_timer_callback timer, void *user_data) {
    CURLMcode code = (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, socket);
    if (code == CURLM_OK) code = (curl_multi_setopt)(multi, CURLMOPT_SOCKETDATA, user_data);
    if (code == CURLM_OK) code = (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, timer);
    if (code == CURLM_OK) code = (curl_multi_setopt)(multi, CURLMOPT_TIMERDATA, user_data);
    return code;
}

/* The "socket" of curl's timer. */
static inline curl_socket_t labelf_curl_socket_timeout(void) { return CURL_SOCKET_TIMEOUT; }

static inline int labelf_errno(void) { return errno; }

static inline CURLcode labelf_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

/* Whether the libcurl that is loaded, not the one compiled against, can do TLS. */
static inline int labelf_curl_has_tls(void) {
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    return info && (info->features & CURL_VERSION_SSL) != 0;
}

/* Only http and https, for requests and for redirects (which are not followed either). */
static inline CURLcode labelf_curl_set_protocols(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    return code != CURLE_OK ? code : (curl_easy_setopt)(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    if (code != CURLE_OK) return code;
    return (curl_easy_setopt)(easy, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/* Lets a name lookup that is no longer wanted end by itself, instead of waiting for it. Before 7.87 curl always waits. */
static inline void labelf_curl_set_quick_exit(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
    (void)(curl_easy_setopt)(easy, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)easy;
#endif
}

/* A body of no bytes that is not NULL: for NULL curl would read standard input. Static. */
static inline const char *labelf_curl_empty(void) { return ""; }

#endif
