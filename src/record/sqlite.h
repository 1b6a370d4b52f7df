// SPDX-License-Identifier: MIT
// SQLite's exceptions become results here; private to this room.
#pragma once

#include "base/result.h"
#include "events/rows.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <utility>

namespace securebase::record {

base::Error index_error(std::string const& data_folder, SQLite::Exception const& exception);

/// Runs `work`, which returns a Result or what fits one; SQLite's exceptions stop here.
template <class T, class Work>
base::Result<T> guarded(std::string const& data_folder, Work const& work)
{
    try {
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (SQLite::Exception const& exception) {
        return index_error(data_folder, exception);
    }
}

/// Binds parameters one after the other.
class Binder {
public:
    explicit Binder(SQLite::Statement& statement) : statement_(statement) {}

    Binder& put(std::string const& text)
    {
        statement_.bind(++index_, text);
        return *this;
    }
    Binder& put(char const* text) { return put(std::string(text)); }
    Binder& put(std::string_view text) { return put(std::string(text)); }
    Binder& put(std::int64_t number)
    {
        statement_.bind(++index_, number);
        return *this;
    }
    Binder& put(double number)
    {
        statement_.bind(++index_, number);
        return *this;
    }
    template <class T> Binder& put(std::optional<T> const& value)
    {
        if (value) {
            return put(*value);
        }
        statement_.bind(++index_);
        return *this;
    }
    Binder& put(std::optional<std::int32_t> const& value)
    {
        return put(value ? std::optional<std::int64_t>(*value) : std::nullopt);
    }

    void run()
    {
        statement_.exec();
        statement_.reset();
        index_ = 0;
    }

private:
    SQLite::Statement& statement_;
    int index_ = 0;
};

/// Reads columns one after the other.
class Columns {
public:
    explicit Columns(SQLite::Statement const& statement) : statement_(statement) {}

    std::string text() { return statement_.getColumn(index_++).getString(); }
    std::int64_t number() { return statement_.getColumn(index_++).getInt64(); }
    template <class Integer> Integer number_as() { return static_cast<Integer>(number()); }
    std::optional<std::string> maybe_text()
    {
        return is_null() ? skip<std::string>() : std::optional(text());
    }
    std::optional<std::int64_t> maybe_number()
    {
        return is_null() ? skip<std::int64_t>() : std::optional(number());
    }
    std::optional<double> maybe_real()
    {
        return is_null() ? skip<double>()
                         : std::optional(statement_.getColumn(index_++).getDouble());
    }
    std::optional<std::int32_t> maybe_int()
    {
        auto const value = maybe_number();
        return value ? std::optional(static_cast<std::int32_t>(*value)) : std::nullopt;
    }

private:
    bool is_null() const { return statement_.isColumnNull(index_); }
    template <class T> std::optional<T> skip()
    {
        ++index_;
        return std::nullopt;
    }

    SQLite::Statement const& statement_;
    int index_ = 0;
};

} // namespace securebase::record
