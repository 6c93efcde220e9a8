/* Jansson, and inline functions named shim_ for what Swift cannot import: macros, names used twice, libc. */
#ifndef LABELF_CJANSSON_SHIM_H
#define LABELF_CJANSSON_SHIM_H

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* `enum json_error_code` and the function of that name cannot both be imported. */
static inline int shim_json_error_code(const json_error_t *error) { return (int)json_error_code(error); }

/* The system's allocator, whatever json_set_alloc_funcs the program that links us has made. */
static inline void *shim_malloc(size_t size) { return malloc(size); }
static inline void *shim_realloc(void *memory, size_t size) { return realloc(memory, size); }
static inline void shim_free(void *memory) { free(memory); }

/* Whether `count` bytes are the same; neither pointer is read if there are none. */
static inline int shim_same_bytes(const void *left, const void *right, size_t count) {
    return count == 0 || memcmp(left, right, count) == 0;
}

/* The bytes of a C string before its NUL. */
static inline size_t shim_length(const char *string) { return strlen(string); }

/* JSON_REAL_PRECISION has an argument. */
static inline size_t shim_json_real_precision(size_t digits) { return JSON_REAL_PRECISION(digits); }

#endif
