// SPDX-License-Identifier: MIT
// Cutting texts at their {slots} and filling them.
#include "model/text_template.h"

#include "base/text.h"

namespace securebase::model {

namespace {

/// Lets every name through, for texts that have been checked.
class AnyNames final : public Names {
public:
    std::optional<Type> type_of(std::string_view) const override { return Type::any; }
    std::vector<std::string> all() const override { return {}; }
};

/// Follows a text character by character through its file.
class Walker {
public:
    Walker(std::string_view text, base::Place place, Layout layout)
        : text_(text), place_(std::move(place)), layout_(layout)
    {}

    bool at_end() const { return at_ >= text_.size(); }
    bool at(std::string_view word) const { return text_.substr(at_).starts_with(word); }
    std::size_t offset() const { return at_; }

    base::Place place(std::uint32_t length) const
    {
        base::Place here = place_;
        if (layout_ == Layout::as_read) {
            here.length = length;
        }
        return here;
    }

    char next()
    {
        char const c = text_[at_++];
        if (layout_ == Layout::changed) {
            return c;
        }
        bool const lone_return = c == '\r' && (at_ == text_.size() || text_[at_] != '\n');
        if (c == '\n' || lone_return) {
            ++place_.line;
            place_.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            ++place_.column;
        }
        return c;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    base::Place place_;
    Layout layout_;
};

class Cutter {
public:
    Cutter(std::string_view text,
           base::Place const& place,
           Names const& names,
           base::Diagnostics& diagnostics,
           Layout layout)
        : text_(text), walker_(text, place, layout), names_(names), diagnostics_(diagnostics),
          layout_(layout)
    {}

    std::optional<Template> cut()
    {
        while (!walker_.at_end()) {
            if (walker_.at("{{") || walker_.at("}}")) {
                literal_ += walker_.next();
                walker_.next();
            } else if (walker_.at("{")) {
                cut_slot();
            } else if (walker_.at("}")) {
                complain(walker_.place(1),
                         "text-brace",
                         "a '}' without its '{'",
                         "write }} for a brace");
                walker_.next();
            } else {
                literal_ += walker_.next();
            }
        }
        end_literal();
        return good_ ? std::optional<Template>(std::move(result_)) : std::nullopt;
    }

private:
    void complain(base::Place place, char const* code, char const* what, char const* hint)
    {
        diagnostics_.error(std::move(place), code, what, hint);
        good_ = false;
    }

    void end_literal()
    {
        if (!literal_.empty()) {
            result_.pieces.emplace_back(std::move(literal_));
            literal_.clear();
        }
    }

    /// Moves past the slot's closing brace; braces inside quotes belong to the expression.
    bool find_close(std::size_t& end)
    {
        char quote = 0;
        while (!walker_.at_end() && !walker_.at("\n")) {
            end = walker_.offset();
            char const c = walker_.next();
            if (quote != 0) {
                quote = c == quote ? '\0' : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '}') {
                return true;
            }
        }
        return false;
    }

    void cut_slot()
    {
        base::Place const open = walker_.place(1);
        walker_.next();
        base::Place const inside = walker_.place(1);
        std::size_t const begin = walker_.offset();
        std::size_t end = begin;
        if (!find_close(end)) {
            complain(open,
                     "text-slot-open",
                     "this '{' is not closed on its line",
                     "write {{ for a brace");
            return;
        }
        std::string_view const source = text_.substr(begin, end - begin);
        if (base::trim(source).empty()) {
            complain(open,
                     "text-slot-empty",
                     "there is nothing between these braces",
                     "write {{}} for the two braces");
            return;
        }
        base::Diagnostics found;
        auto expression = parse_expression(source, inside, names_, found);
        for (base::Diagnostic one : found.all()) {
            one.place = layout_ == Layout::changed ? inside : one.place;
            diagnostics_.add(std::move(one));
        }
        if (!expression) {
            good_ = false;
            return;
        }
        end_literal();
        result_.pieces.emplace_back(Template::Slot{std::move(*expression), false});
    }

    std::string_view text_;
    Walker walker_;
    Names const& names_;
    base::Diagnostics& diagnostics_;
    Layout layout_;
    std::string literal_;
    Template result_;
    bool good_ = true;
};

} // namespace

bool has_braces(std::string_view text)
{
    return text.find_first_of("{}") != std::string_view::npos;
}

std::optional<Template> parse_template(std::string_view text,
                                       base::Place const& place,
                                       Names const& names,
                                       base::Diagnostics& diagnostics,
                                       Layout layout)
{
    return Cutter(text, place, names, diagnostics, layout).cut();
}

std::string fill(Template const& text, Bindings const& bindings)
{
    std::string out;
    for (auto const& piece : text.pieces) {
        if (auto const* literal = std::get_if<std::string>(&piece)) {
            out += *literal;
        } else {
            Value const value = std::get<Template::Slot>(piece).expression.evaluate(bindings);
            out += value.is_na() ? std::string() : to_text(value);
        }
    }
    return out;
}

std::string fill(std::string_view text, Bindings const& bindings)
{
    if (!has_braces(text)) {
        return std::string(text);
    }
    base::Diagnostics unused;
    auto const cut = parse_template(text, {}, AnyNames{}, unused);
    return cut ? fill(*cut, bindings) : std::string(text);
}

std::string with_doubled_braces(std::string_view text)
{
    std::string out;
    for (char const c : text) {
        out += c;
        if (c == '{' || c == '}') {
            out += c;
        }
    }
    return out;
}

} // namespace securebase::model
