/* labelf/mode.hpp - which layout the types have, and whether there are exceptions. Part of
 * labelf.hpp. */
#ifndef LABELF_MODE_HPP
#define LABELF_MODE_HPP

#if defined(__cpp_exceptions) && !defined(LABELF_NO_EXCEPTIONS)
#define LABELF_EXCEPTIONS 1
#else
#define LABELF_EXCEPTIONS 0
#endif

/* The types have a name for the linker that says how they are laid out: two plugins of one process
 * may be compiled with headers of two releases. The number grows with every release that changes
 * the layout of a type, or what a function does with one. A program may also have units of both
 * modes. Those without exceptions have types of their own, or the linker would give both the
 * functions of one, which abort where others throw. */
#if LABELF_EXCEPTIONS
#define LABELF_LAYOUT layout_1
#else
#define LABELF_LAYOUT layout_1_without_exceptions
#endif
#define LABELF_BEGIN                                                                               \
    namespace labelf {                                                                             \
    inline namespace LABELF_LAYOUT {
#define LABELF_END                                                                                 \
    }                                                                                              \
    }

#endif
