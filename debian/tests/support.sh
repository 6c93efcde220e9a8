# What the tests of the installed packages share. Read by each with `.`; the current directory is the source tree, of which
# only examples and test programs are used. With autopkgtest, what is written to standard error fails a test.
set -eu
work=${AUTOPKGTEST_TMP:-$(mktemp -d)}
strict="-Wall -Wextra -Wpedantic -Werror"
export LABELF_SANDBOX=/usr/bin/labelf-sandbox

# answers COUNT PROGRAM ARGUMENT...: the program prints so many lines with a percentage, beside a sandbox.
answers() {
    wanted=$1
    shift
    scripts/with-sandbox -- "$@" >"$work/answers"
    test "$(grep -c '[0-9]%' "$work/answers")" -eq "$wanted"
    echo "$wanted lines from $1"
}
