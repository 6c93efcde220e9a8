/* What tests of lists share: lists begun, their items taken, and how they end. */
#ifndef CURSORS_H
#define CURSORS_H

#include "support.h"

/* Begins a list, with `page_size` and `start` as in labelf_list_options. */
labelf_cursor *list(labelf_client *client, const char *path, int32_t page_size, int64_t start);
/* The next item, to be freed; NULL at the end. Fails the test if there is an error instead. */
labelf_item *next(labelf_cursor *cursor);
/* Takes `count` items, which there are. */
void take(labelf_cursor *cursor, int count);
/* How many items are left, up to the end. */
int count_rest(labelf_cursor *cursor);
/* The list ends with an error whose message has a part in it, and as long as nothing changes with
 * the same at the next call. */
void expect_end(labelf_cursor *cursor, labelf_status code, const char *part);

#endif
