/* What the C++ tests share: TAP lines, and a client of the sandbox that the environment names. */
#ifndef CHECKS_HPP
#define CHECKS_HPP

#include <labelf.hpp>

#include <cstdio>
#include <string>

inline int failures = 0;

inline void check(bool holds, const std::string &what) {
    std::printf("%s - %s\n", holds ? "ok" : "not ok", what.c_str());
    failures += !holds;
}

inline labelf::config settings() {
    labelf::config made;
    check(!made.try_set_from_environment(), "the environment configures");
    check(!made.try_set("shared_budget", false), "an option from a bool");
    check(!made.try_set("retry_base_ms", 1), "an option from a number");
    return made;
}

#endif
