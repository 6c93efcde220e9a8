/*
 * labelf.hpp - labelf.h for C++17 and later: objects that free themselves, texts of any string
 * type, results as ranges.
 *
 *     labelf::client client(labelf::config::from_environment());
 *     for (const labelf::answer answer : client.classify(42, {"Where is my parcel?", "Hello"}))
 *         std::cout << answer.best().label << '\n';
 *
 * Header only; links with -llabelf. It adds nothing to what labelf.h does: that is the manual, and
 * what it says of threads, ownership and errors holds here.
 *
 *   - Errors are exceptions (`labelf::error`, with code(), request_id() and fix()), or values:
 *     every function that can fail is there as x, which throws, and as try_x, which returns a
 *     `labelf::expected` or a `labelf::error`. With -fno-exceptions, or LABELF_NO_EXCEPTIONS
 *     defined, only the latter are there. Such units and others may be of one program, but not hand
 *     each other the types of this header; to declare them there, include it.
 *   - Texts are one string or a range of strings of any type (`labelf::texts`), never copied.
 *   - Results, their answers and predictions are random access ranges over the library's columns,
 *     with no copy and no allocation. They are views of the result: bind it to a name first where
 *     it would end too soon.
 *   - A callback is any function object, and may throw: nothing passes through the library.
 */
#ifndef LABELF_HPP
#define LABELF_HPP

#include <labelf/client.hpp>

#include <labelf.h>

LABELF_BEGIN

/// The version of the library that is loaded, such as "1.0.0". Ends in NUL.
inline std::string_view version() noexcept {
    return labelf_version();
}

LABELF_END

#endif
