// How every fallible function of foureyes answers: a value, or an Error that a person can act on.
//
// Three kinds of trouble are never mixed: an Error (this call cannot go on), a Notice
// (model/notice.h: one file could not be looked at; the run goes on and says so), and CHECK
// (base/check.h: a bug of ours). No exception crosses a function of this project: an exception of
// a library is caught in the one wrapper that uses the library.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace foureyes {

// Decides the exit code: `invalid` ends in 2 (usage, configuration, malformed input),
// `unavailable` in 3 (something that the verdict depends on could not be looked at).
enum class ErrorKind { invalid, unavailable };

// `what` went wrong, `where` (a file, a line, a revision; may be empty) and `fix`: what to do now
// (may be empty). None of the three ever holds bytes of a scanned file.
struct Error {
  std::string what;
  std::string where = {};
  std::string fix = {};
  ErrorKind kind = ErrorKind::invalid;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace foureyes

#define FOUREYES_CONCAT_INNER(a, b) a##b
#define FOUREYES_CONCAT(a, b) FOUREYES_CONCAT_INNER(a, b)

// TRY(expression): returns the error of a Result to the caller, drops its value.
#define TRY(...)                                                 \
  do {                                                           \
    if (auto try_result = (__VA_ARGS__); !try_result)            \
      return ::foureyes::failure(std::move(try_result).error()); \
  } while (false)

// TRY_ASSIGN(auto name, expression): the same, and binds the value.
#define TRY_ASSIGN(declaration, ...) \
  TRY_ASSIGN_INNER(FOUREYES_CONCAT(try_result_, __LINE__), declaration, __VA_ARGS__)
#define TRY_ASSIGN_INNER(result, declaration, ...)                    \
  auto result = (__VA_ARGS__);                                        \
  if (!result) return ::foureyes::failure(std::move(result).error()); \
  declaration = std::move(result).value()
