/* What tests of comparisons share: texts, what came of them, and the same without the library. */
#ifndef MATCHING_H
#define MATCHING_H

#include "support.h"

/* Different texts of a few words or many, for free_texts. */
labelf_text *random_texts(size_t count, uint64_t seed);
labelf_match_columns columns_of(const labelf_matches *matches);
/* Every similarity of a tile, asked of the sandbox by hand: that of compared text i and base text j
 * is put at `similarities[i * width + j]`. */
void compare_directly(const labelf_text *base, size_t first_base, size_t base_count,
                      const labelf_text *compared, size_t first, size_t count, double *similarities,
                      size_t width);

#endif
