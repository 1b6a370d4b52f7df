// SPDX-License-Identifier: MIT
// Parses expressions by operator precedence and types them on the way.
#include "base/text.h"
#include "model/expression.h"
#include "model/expression_hints.h"
#include "model/expression_lexer.h"
#include "model/expression_node.h"
#include "model/expression_operators.h"
#include "model/expression_types.h"

#include <algorithm>
#include <utility>

namespace securebase::model {

namespace {

using Node = Expression::Node;

constexpr std::size_t most_nodes = 1000;
constexpr std::size_t most_depth = 64; ///< Brackets, calls and signs inside each other.

/// A piece of the expression and the bytes it was read from.
struct Parsed {
    Node node;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool in_brackets = false;
};

class Parser {
public:
    Parser(std::string_view source,
           base::Place const& place,
           Names const& names,
           base::Diagnostics& diagnostics)
        : source_(source), place_(place), names_(names), diagnostics_(diagnostics),
          token_(next_token(source, 0))
    {}

    /// Nothing when there was any fault.
    std::optional<Node> whole();

private:
    std::optional<Parsed> expression(int least_power);
    std::optional<Parsed> operand();
    std::optional<Parsed> prefix(Operation operation, int power);
    std::optional<Parsed> bracket();
    std::optional<Parsed> list();
    std::optional<Parsed> word();
    std::optional<Parsed> call(Token const& name);
    std::optional<Parsed>
    apply(FunctionDecl const& function, Token const& name, std::vector<Parsed> arguments);
    std::optional<std::vector<Parsed>> items(std::size_t open, std::string_view closing);
    std::optional<Parsed>
    combine(Binary const& binary, Token const& sign, Parsed left, Parsed right);
    std::optional<Parsed> finish(Node node, std::size_t begin, std::size_t end);
    bool close(std::string_view closing, std::size_t open);

    void advance()
    {
        read_to_ = token_.end;
        token_ = next_token(source_, token_.end);
    }
    Operand operand_of(Parsed const& parsed) const
    {
        return {parsed.node.type,
                source_.substr(parsed.begin, parsed.end - parsed.begin),
                &parsed.node};
    }
    void missing_value();
    void unexpected();
    void
    fault(std::size_t begin, std::size_t end, std::string code, std::string what, std::string hint);

    std::string_view source_;
    base::Place const& place_;
    Names const& names_;
    base::Diagnostics& diagnostics_;
    Token token_;
    std::size_t read_to_ = 0; ///< End of the last token taken.
    std::size_t nodes_ = 0;
    std::size_t depth_ = 0;
    bool faulty_ = false;
    std::string_view last_sign_; ///< The operator or bracket that waits for a value.
};

void Parser::fault(
    std::size_t begin, std::size_t end, std::string code, std::string what, std::string hint)
{
    faulty_ = true;
    base::Place place = place_;
    if (source_.substr(0, begin).find('\n') == std::string_view::npos) {
        place.column +=
            static_cast<std::uint32_t>(base::count_code_points(source_.substr(0, begin)));
        std::size_t const length = base::count_code_points(source_.substr(begin, end - begin));
        place.length = static_cast<std::uint32_t>(std::max<std::size_t>(length, 1));
    }
    diagnostics_.error(std::move(place), std::move(code), std::move(what), std::move(hint));
}

std::optional<Node> Parser::whole()
{
    if (token_.kind == TokenKind::end) {
        fault(0, source_.size(), "expression-syntax", "the expression is empty", {});
        return std::nullopt;
    }
    std::optional<Parsed> parsed = expression(0);
    if (parsed && token_.kind != TokenKind::end) {
        unexpected();
    }
    if (!parsed || faulty_) {
        return std::nullopt;
    }
    return std::move(parsed->node);
}

std::optional<Parsed> Parser::expression(int least_power)
{
    if (++depth_ > most_depth) {
        fault(token_.begin,
              token_.end,
              "expression-too-deep",
              "the expression is nested too deeply",
              "split it: let columns can hold its parts");
        return std::nullopt;
    }
    std::optional<Parsed> left = operand();
    while (left) {
        Binary const* const binary = binary_of(token_);
        if (binary == nullptr || binary->power <= least_power) {
            break;
        }
        Token const sign = token_;
        if (binary->power == comparison_power && left->node.operation >= Operation::in &&
            left->node.operation <= Operation::greater_equal && !left->in_brackets) {
            fault(sign.begin,
                  sign.end,
                  "expression-syntax",
                  "'" + std::string(sign.text) + "' cannot follow another comparison",
                  "join two comparisons by and");
            return std::nullopt;
        }
        last_sign_ = sign.text;
        advance();
        std::optional<Parsed> right = expression(binary->power);
        if (!right) {
            return std::nullopt;
        }
        left = combine(*binary, sign, std::move(*left), std::move(*right));
    }
    --depth_;
    return left;
}

std::optional<Parsed> Parser::operand()
{
    switch (token_.kind) {
    case TokenKind::number: {
        Token const token = token_;
        advance();
        Node node;
        node.type = Type::number;
        node.constant = Value(*base::parse_number(token.text));
        return finish(std::move(node), token.begin, token.end);
    }
    case TokenKind::text: {
        Token const token = token_;
        advance();
        Node node;
        node.type = Type::text;
        node.constant = Value(std::string(token.text));
        return finish(std::move(node), token.begin, token.end);
    }
    case TokenKind::name:
        return token_.is("not") ? prefix(Operation::logical_not, not_power) : word();
    case TokenKind::sign:
        if (token_.is("-")) {
            return prefix(Operation::negate, minus_power);
        }
        if (token_.is("(")) {
            return bracket();
        }
        if (token_.is("[")) {
            return list();
        }
        break;
    case TokenKind::end:
    case TokenKind::fault:
        break;
    }
    missing_value();
    return std::nullopt;
}

std::optional<Parsed> Parser::prefix(Operation operation, int power)
{
    Token const sign = token_;
    last_sign_ = sign.text;
    advance();
    std::optional<Parsed> right = expression(power);
    if (!right) {
        return std::nullopt;
    }
    Judgement const judgement = judge_prefix(operation, operand_of(*right));
    if (!judgement.fault.what.empty()) {
        fault(
            right->begin, right->end, "type-mismatch", judgement.fault.what, judgement.fault.hint);
    }
    std::size_t const end = right->end;
    Node node;
    node.operation = operation;
    node.type = judgement.type;
    node.children.push_back(std::move(right->node));
    return finish(std::move(node), sign.begin, end);
}

bool Parser::close(std::string_view closing, std::size_t open)
{
    if (token_.is(closing)) {
        advance();
        return true;
    }
    if (token_.kind == TokenKind::end) {
        fault(open,
              open + 1,
              "expression-syntax",
              "the bracket " + std::string(1, source_[open]) + " is never closed",
              "put " + std::string(closing) + " where it ends");
    } else {
        unexpected();
    }
    return false;
}

std::optional<Parsed> Parser::bracket()
{
    std::size_t const open = token_.begin;
    last_sign_ = token_.text;
    advance();
    std::optional<Parsed> inner = expression(0);
    if (!inner || !close(")", open)) {
        return std::nullopt;
    }
    inner->begin = open;
    inner->end = read_to_;
    inner->in_brackets = true;
    return inner;
}

std::optional<std::vector<Parsed>> Parser::items(std::size_t open, std::string_view closing)
{
    std::vector<Parsed> all;
    last_sign_ = source_.substr(open, 1);
    advance();
    if (token_.is(closing)) {
        advance();
        return all;
    }
    while (true) {
        std::optional<Parsed> item = expression(0);
        if (!item) {
            return std::nullopt;
        }
        all.push_back(std::move(*item));
        if (!token_.is(",")) {
            break;
        }
        last_sign_ = ",";
        advance();
    }
    if (!close(closing, open)) {
        return std::nullopt;
    }
    return all;
}

std::optional<Parsed> Parser::list()
{
    std::size_t const open = token_.begin;
    std::optional<std::vector<Parsed>> parsed = items(open, "]");
    if (!parsed) {
        return std::nullopt;
    }
    Node node;
    node.operation = Operation::list;
    node.type = Type::list;
    for (Parsed& item : *parsed) {
        node.children.push_back(std::move(item.node));
    }
    return finish(std::move(node), open, read_to_);
}

std::optional<Parsed> Parser::word()
{
    Token const token = token_;
    if (binary_of(token) != nullptr) {
        missing_value();
        return std::nullopt;
    }
    advance();
    if (token_.is("(")) {
        return call(token);
    }
    Node node;
    if (token.text == "true" || token.text == "false") {
        node.type = Type::truth;
        node.constant = Value(token.text == "true");
    } else if (token.text == "NA") {
        node.type = Type::na;
    } else {
        std::optional<Type> const type = names_.type_of(token.text);
        if (!type) {
            fault(token.begin,
                  token.end,
                  "unknown-name",
                  "unknown name '" + std::string(token.text) + "'",
                  hint_for_unknown_name(token.text, names_));
        }
        node.operation = Operation::name;
        node.type = type.value_or(Type::any);
        node.text = token.text;
    }
    return finish(std::move(node), token.begin, token.end);
}

std::optional<Parsed> Parser::call(Token const& name)
{
    FunctionDecl const* const function = find_function(name.text);
    if (function == nullptr) {
        fault(name.begin,
              name.end,
              "unknown-function",
              "unknown function '" + std::string(name.text) + "'",
              hint_for_unknown_function(name.text, names_));
    }
    std::size_t const open = token_.begin;
    std::optional<std::vector<Parsed>> arguments = items(open, ")");
    if (!arguments) {
        return std::nullopt;
    }
    if (function == nullptr) {
        return finish({}, name.begin, name.end);
    }
    return apply(*function, name, std::move(*arguments));
}

std::optional<Parsed>
Parser::apply(FunctionDecl const& function, Token const& name, std::vector<Parsed> arguments)
{
    std::string const title(name.text);
    std::string const written = "write " + std::string(function.written);
    if (arguments.size() < function.takes.size() || arguments.size() > function.most) {
        std::size_t const given = arguments.size();
        fault(name.begin,
              name.end,
              "wrong-arguments",
              title + " cannot take " + (given == 0 ? "no" : std::to_string(given)) +
                  (given == 1 ? " value" : " values"),
              written);
        return finish({}, name.begin, name.end);
    }
    Node node;
    node.operation = Operation::call;
    node.function = function.function;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        Parsed& argument = arguments[i];
        std::string const wanted = misfit(function, i, arguments.size(), argument.node.type);
        if (!wanted.empty()) {
            fault(argument.begin,
                  argument.end,
                  "type-mismatch",
                  title + " takes " + wanted + " here, but this is " +
                      with_article(argument.node.type),
                  written);
        }
        node.children.push_back(std::move(argument.node));
    }
    node.type = type_of_call(function, node.children);
    return finish(std::move(node), name.begin, read_to_);
}

std::optional<Parsed>
Parser::combine(Binary const& binary, Token const& sign, Parsed left, Parsed right)
{
    Judgement const judgement =
        judge_operator(binary.operation, sign.text, operand_of(left), operand_of(right));
    if (!judgement.fault.what.empty()) {
        bool const at_sign = judgement.fault.at == TypeFault::At::sign;
        Parsed const& side = judgement.fault.at == TypeFault::At::left ? left : right;
        fault(at_sign ? sign.begin : side.begin,
              at_sign ? sign.end : side.end,
              "type-mismatch",
              judgement.fault.what,
              judgement.fault.hint);
    }
    Node node;
    node.operation = binary.operation;
    node.type = judgement.type;
    node.children.reserve(2);
    node.children.push_back(std::move(left.node));
    node.children.push_back(std::move(right.node));
    return finish(std::move(node), left.begin, right.end);
}

std::optional<Parsed> Parser::finish(Node node, std::size_t begin, std::size_t end)
{
    if (++nodes_ > most_nodes) {
        fault(begin,
              end,
              "expression-too-big",
              "the expression has more than " + std::to_string(most_nodes) + " parts",
              "split it: let columns can hold its parts");
        return std::nullopt;
    }
    return Parsed{std::move(node), begin, end, false};
}

void Parser::missing_value()
{
    if (token_.kind == TokenKind::fault) {
        fault(token_.begin, token_.end, "expression-syntax", token_.what, token_.hint);
        return;
    }
    std::string const after =
        last_sign_.empty() ? std::string() : " after '" + std::string(last_sign_) + "'";
    std::string const found =
        token_.kind == TokenKind::end ? std::string() : ", not '" + std::string(token_.text) + "'";
    fault(token_.begin,
          token_.end,
          "expression-syntax",
          "a value is expected" + after + found,
          last_sign_ == "%" ? "a value in percent is written in quotes: '6 %'" : "");
}

void Parser::unexpected()
{
    if (token_.kind == TokenKind::fault) {
        fault(token_.begin, token_.end, "expression-syntax", token_.what, token_.hint);
        return;
    }
    fault(token_.begin,
          token_.end,
          "expression-syntax",
          "'" + std::string(source_.substr(token_.begin, token_.end - token_.begin)) +
              "' is not expected here",
          hint_for_unexpected(token_));
}

} // namespace

std::optional<Expression> parse_expression(std::string_view source,
                                           base::Place const& place,
                                           Names const& names,
                                           base::Diagnostics& diagnostics)
{
    std::optional<Node> root = Parser(source, place, names, diagnostics).whole();
    if (!root) {
        return std::nullopt;
    }
    Expression expression;
    expression.root_ = std::make_unique<Node const>(std::move(*root));
    expression.source_ = source;
    expression.place_ = place;
    return expression;
}

} // namespace securebase::model
