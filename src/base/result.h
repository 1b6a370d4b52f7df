// SPDX-License-Identifier: MIT
// A value or the reason why there is none, for failures of the world (file, display, disk).
#pragma once

#include "base/assert.h"

#include <string>
#include <utility>
#include <variant>

namespace securebase::base {

/// Why the world did not do what was asked: a sentence the operator can act on.
struct Error {
    std::string what; ///< Lower case, exact, no full stop.
    std::string hint; ///< What to do next; may be empty.
    bool operator==(Error const&) const = default;
};

/// Named like std::expected so that it can become an alias later.
template <class T> class [[nodiscard]] Result {
public:
    // A function says `return value;` or `return error;` and means it: implicit on purpose.
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& operator*() & { return value(); }
    T const& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    T const* operator->() const { return &value(); }

    T& value()
    {
        SECUREBASE_ASSERT(has_value(), "value() of a Result that holds an error");
        return *std::get_if<0>(&state_);
    }
    T const& value() const
    {
        SECUREBASE_ASSERT(has_value(), "value() of a Result that holds an error");
        return *std::get_if<0>(&state_);
    }
    Error const& error() const
    {
        SECUREBASE_ASSERT(!has_value(), "error() of a Result that holds a value");
        return *std::get_if<1>(&state_);
    }

private:
    std::variant<T, Error> state_;
};

/// Success without a value.
template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): as above
    Result(Error error) : error_(std::move(error)), failed_(true) {}

    bool has_value() const { return !failed_; }
    explicit operator bool() const { return !failed_; }
    Error const& error() const
    {
        SECUREBASE_ASSERT(failed_, "error() of a Result that holds no error");
        return error_;
    }

private:
    Error error_;
    bool failed_ = false;
};

} // namespace securebase::base
