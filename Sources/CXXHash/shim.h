/* xxHash, the functions with a state that the library allocates. */
#ifndef LABELF_CXXHASH_SHIM_H
#define LABELF_CXXHASH_SHIM_H

#include <xxhash.h>

#endif
