/* libcsv, and inline functions named shim_ for what Swift cannot hand it. */
#ifndef LABELF_CCSV_SHIM_H
#define LABELF_CCSV_SHIM_H

#include <csv.h>

static inline int shim_csv_never(unsigned char byte) {
    (void)byte;
    return 0;
}

/* Takes blanks around a field as part of it, as RFC 4180 wants. */
static inline void shim_csv_keep_blanks(struct csv_parser *parser) {
    csv_set_space_func(parser, shim_csv_never);
}

/* Throws away what there is of a field, but for a byte: a quote that may be its end is taken from it. */
static inline void shim_csv_forget(struct csv_parser *parser) {
    if (parser->entry_pos > 1)
        parser->entry_pos = 1;
}

#endif
