/*
 * labelf_arrow.h - liblabelf for programs that have no header of Apache Arrow: the structs that labelf_result_arrow and its
 * like fill in.
 *
 * They are those of https://arrow.apache.org/docs/format/CDataInterface.html, word for word, and are left out where another
 * header has brought them. Nothing of Arrow is linked: a program that includes it links with -llabelf alone.
 *
 *     struct ArrowSchema schema;
 *     struct ArrowArray array;
 *     if (labelf_result_arrow(result, &schema, &array) == LABELF_OK) {
 *         labelf_result_free(result);
 *         consume(&schema, &array);
 *     }
 *
 * Whoever has such a struct in the end calls its `release`, once, unless that is NULL: nothing else of it is freed. What is
 * behind it is never changed. Each may be used and released on any thread, by one at a time.
 */
#ifndef LABELF_ARROW_H
#define LABELF_ARROW_H

#include "labelf.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

/* A type, with the name of the column that has it. */
struct ArrowSchema {
    /* Array type description */
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;

    /* Release callback */
    void (*release)(struct ArrowSchema *);
    /* Opaque producer-specific data */
    void *private_data;
};

/* The values of a column, or of several. */
struct ArrowArray {
    /* Array data description */
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;

    /* Release callback */
    void (*release)(struct ArrowArray *);
    /* Opaque producer-specific data */
    void *private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

/* Arrays of one type, one after the other. */
struct ArrowArrayStream {
    /* Callbacks providing stream functionality */
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);

    /* Release callback */
    void (*release)(struct ArrowArrayStream *);

    /* Opaque producer-specific data */
    void *private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

#ifdef __cplusplus
}
#endif

#endif
