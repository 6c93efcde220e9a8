/* labelf/mode.hpp - whether there are exceptions. Part of labelf.hpp. */
#ifndef LABELF_MODE_HPP
#define LABELF_MODE_HPP

#if defined(__cpp_exceptions) && !defined(LABELF_NO_EXCEPTIONS)
#define LABELF_EXCEPTIONS 1
#else
#define LABELF_EXCEPTIONS 0
#endif

/* A program may have units of both kinds. Those without exceptions have types of their own, or the
 * linker would give both kinds the functions of one, which abort where others throw. */
#if LABELF_EXCEPTIONS
#define LABELF_BEGIN namespace labelf {
#define LABELF_END }
#else
#define LABELF_BEGIN                                                                               \
    namespace labelf {                                                                             \
    inline namespace without_exceptions {
#define LABELF_END                                                                                 \
    }                                                                                              \
    }
#endif

#endif
