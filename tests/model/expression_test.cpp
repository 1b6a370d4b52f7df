// SPDX-License-Identifier: MIT
// Expressions: what they mean, and what is said about those that mean nothing.
#include "base/random.h"
#include "base/text.h"
#include "model/expression.h"
#include "model/names.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase;
using namespace securebase::model;
using support::TestNames;

namespace {

base::Place const start{"probe/experiment.yaml", 7, 20, 1};

TestNames names()
{
    TestNames all({
        {"threat_at", Value("top")},
        {"probe_at", Value("bottom")},
        {"pair.word", Value("scorn")},
        {"pair.kind", Value("attachment_threat")},
        {"pair.length", Value(5.0)},
        {"missing", Value()},
        {"is_new", Value(true)},
        {"people", Value(Value::List{Value("mother"), Value("father")})},
        {"number", Value(17.0)},
        {"anything", Value("7")},
        {"übung", Value(2.0)},
    });
    all.declare("missing", Type::number);
    all.declare("anything", Type::any);
    return all;
}

std::optional<Expression> parse(std::string const& source, base::Diagnostics& diagnostics)
{
    return parse_expression(source, start, names(), diagnostics);
}

/// Its value as text with its type, or the first fault.
std::string value_of(std::string const& source)
{
    base::Diagnostics diagnostics;
    auto const expression = parse(source, diagnostics);
    if (!expression) {
        return "fault: " + diagnostics.all().at(0).what;
    }
    Value const value = expression->evaluate(names());
    return value.text() != nullptr ? "'" + *value.text() + "'" : to_text(value);
}

std::string type_of(std::string const& source)
{
    base::Diagnostics diagnostics;
    auto const expression = parse(source, diagnostics);
    return expression ? std::string(name_of(expression->type())) : "fault";
}

/// "column+length code: what (hint)" of every fault.
std::string faults_of(std::string const& source)
{
    base::Diagnostics diagnostics;
    auto const expression = parse(source, diagnostics);
    std::string all;
    for (base::Diagnostic const& d : diagnostics.all()) {
        all += all.empty() ? "" : "\n";
        all += std::to_string(d.place.column) + "+" + std::to_string(d.place.length) + " " +
               d.code + ": " + d.what + (d.hint.empty() ? "" : " (" + d.hint + ")");
    }
    return expression ? "none" : all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_expression)

BOOST_AUTO_TEST_CASE(numbers_and_operators_bind_as_in_school)
{
    BOOST_TEST(value_of("1 + 2 * 3") == "7");
    BOOST_TEST(value_of("(1 + 2) * 3") == "9");
    BOOST_TEST(value_of("10 - 4 - 3") == "3");
    BOOST_TEST(value_of("24 / 4 / 2") == "3");
    BOOST_TEST(value_of("2 - -3") == "5");
    BOOST_TEST(value_of("-2 * 3") == "-6");
    BOOST_TEST(value_of("7 % 3") == "1");
    BOOST_TEST(value_of("-1 % 4") == "3");
    BOOST_TEST(value_of("1 % -4") == "-3");
    BOOST_TEST(value_of("1.5e2") == "150");
    BOOST_TEST(value_of("-0 * 1") == "0");
    BOOST_TEST(value_of("0 * -1") == "0");
    BOOST_TEST(value_of("übung + 1") == "3");
}

BOOST_AUTO_TEST_CASE(what_has_no_answer_is_na)
{
    BOOST_TEST(value_of("1 / 0") == "NA");
    BOOST_TEST(value_of("1 % 0") == "NA");
    BOOST_TEST(value_of("sqrt(-1)") == "NA");
    BOOST_TEST(value_of("log(0)") == "NA");
    BOOST_TEST(value_of("exp(1000)") == "NA");
    BOOST_TEST(value_of("1e308 * 10") == "NA");
    BOOST_TEST(value_of("number('five')") == "NA");
    BOOST_TEST(value_of("pick(people, 3)") == "NA");
    BOOST_TEST(value_of("pick(people, 0)") == "NA");
    BOOST_TEST(value_of("pick(people, 1.5)") == "NA");
    BOOST_TEST(value_of("opposite(pair.word)") == "NA");
    BOOST_TEST(value_of("mean([])") == "NA");
    BOOST_TEST(value_of("mean([1, NA])") == "NA");
    BOOST_TEST(value_of("missing + 1") == "NA");
    BOOST_TEST(value_of("text(missing)") == "NA");
    BOOST_TEST(value_of("anything + 1") == "NA"); // a text, it turns out
}

BOOST_AUTO_TEST_CASE(logic_has_three_values)
{
    std::string const words[] = {"true", "false", "missing > 1"};
    // Rows: left true, false, NA. Columns: right true, false, NA.
    std::string const all_and[] = {
        "true", "false", "NA", "false", "false", "false", "NA", "false", "NA"};
    std::string const all_or[] = {
        "true", "true", "true", "true", "false", "NA", "true", "NA", "NA"};
    for (std::size_t left = 0; left < 3; ++left) {
        for (std::size_t right = 0; right < 3; ++right) {
            std::string const a = words[left];
            std::string const b = words[right];
            BOOST_TEST(value_of(a + " and " + b) == all_and[left * 3 + right], a + " and " + b);
            BOOST_TEST(value_of(a + " or " + b) == all_or[left * 3 + right], a + " or " + b);
        }
    }
    BOOST_TEST(value_of("not true") == "false");
    BOOST_TEST(value_of("not missing > 1") == "NA");
    BOOST_TEST(value_of("if(missing > 1, 'a', 'b')") == "'b'");
}

BOOST_AUTO_TEST_CASE(words_bind_loosest)
{
    BOOST_TEST(value_of("true or true and false") == "true");
    BOOST_TEST(value_of("not threat_at == 'top' or true") == "true");
    BOOST_TEST(value_of("not 1 == 2 and 1 + 1 == 2") == "true");
    BOOST_TEST(value_of("not not is_new") == "true");
}

BOOST_AUTO_TEST_CASE(comparisons)
{
    BOOST_TEST(value_of("threat_at == probe_at") == "false");
    BOOST_TEST(value_of("threat_at != \"bottom\"") == "true");
    BOOST_TEST(value_of("2 <= 2") == "true");
    BOOST_TEST(value_of("10 > 9") == "true");
    BOOST_TEST(value_of("'10' > '9'") == "false"); // as texts
    BOOST_TEST(value_of("missing == 1") == "NA");
    BOOST_TEST(value_of("anything == 7") == "false"); // a text is no number
    BOOST_TEST(value_of("[1, 'a'] == [1, 'a']") == "true");
    BOOST_TEST(value_of("[1, missing] == [1, 2]") == "NA");
    BOOST_TEST(value_of("[1, missing] == [2, 2]") == "false");
    BOOST_TEST(value_of("threat_at in ['top', 'left']") == "true");
    BOOST_TEST(value_of("3 in [1, 2]") == "false");
    BOOST_TEST(value_of("3 in [1, missing]") == "NA");
    BOOST_TEST(value_of("1 in [1, missing]") == "true");
    BOOST_TEST(value_of("missing in []") == "false");
}

BOOST_AUTO_TEST_CASE(functions)
{
    BOOST_TEST(value_of("if(threat_at == probe_at, 'congruent', 'incongruent')") ==
               "'incongruent'");
    BOOST_TEST(value_of("opposite(threat_at)") == "'bottom'");
    BOOST_TEST(value_of("opposite('left')") == "'right'");
    BOOST_TEST(value_of("opposite('top_left')") == "'bottom_right'");
    BOOST_TEST(value_of("abs(-2.5)") == "2.5");
    BOOST_TEST(value_of("round(2.5)") == "3");
    BOOST_TEST(value_of("round(-2.5)") == "-3");
    BOOST_TEST(value_of("round(-0.4)") == "0");
    BOOST_TEST(value_of("floor(-0.5)") == "-1");
    BOOST_TEST(value_of("ceil(0.2)") == "1");
    BOOST_TEST(value_of("min(3, 1, 2)") == "1");
    BOOST_TEST(value_of("max([3, 1, 2])") == "3");
    BOOST_TEST(value_of("min(3, missing)") == "NA");
    BOOST_TEST(value_of("sqrt(9)") == "3");
    BOOST_TEST(value_of("exp(0) + log(1)") == "1");
    BOOST_TEST(value_of("mean([1, 2, 6])") == "3");
    BOOST_TEST(value_of("sum([1, 2, 6])") == "9");
    BOOST_TEST(value_of("sum([])") == "0");
    BOOST_TEST(value_of("count([1, NA, 'x'])") == "2");
    BOOST_TEST(value_of("len('Brücke')") == "6");
    BOOST_TEST(value_of("len(people)") == "2");
    BOOST_TEST(value_of("upper('brücke')") == "'BRÜCKE'");
    BOOST_TEST(value_of("lower('ÅSE Ж Σ')") == "'åse ж σ'");
    BOOST_TEST(value_of("upper('straße')") == "'STRAßE'");
    BOOST_TEST(value_of("contains(people, 'father')") == "true");
    BOOST_TEST(value_of("contains('attachment_threat', 'threat')") == "true");
    BOOST_TEST(value_of("is_na(missing)") == "true");
    BOOST_TEST(value_of("or_else(missing, 4)") == "4");
    BOOST_TEST(value_of("or_else(pair.length, 4)") == "5");
    BOOST_TEST(value_of("text(0.5) + ' s'") == "'0.5 s'");
    BOOST_TEST(value_of("number(' 12 ') + 1") == "13");
    BOOST_TEST(value_of("pick(people, 2)") == "'father'");
    BOOST_TEST(value_of("pair.word + \" again\"") == "'scorn again'");
    BOOST_TEST(value_of("pick([10, 20], 1 + number % 2)") == "20");
}

BOOST_AUTO_TEST_CASE(types_are_known_while_parsing)
{
    BOOST_TEST(type_of("1 + 2") == "number");
    BOOST_TEST(type_of("threat_at") == "text");
    BOOST_TEST(type_of("threat_at == 'top'") == "truth");
    BOOST_TEST(type_of("if(is_new, 'a', 'b')") == "text");
    BOOST_TEST(type_of("if(is_new, 'a', NA)") == "text");
    BOOST_TEST(type_of("if(is_new, 'a', 1)") == "any");
    BOOST_TEST(type_of("pick([1, 2], 1)") == "number");
    BOOST_TEST(type_of("pick(people, 1)") == "any");
    BOOST_TEST(type_of("anything + 'x'") == "text");
    BOOST_TEST(type_of("anything + anything") == "any");
    BOOST_TEST(type_of("people") == "list");
    BOOST_TEST(type_of("NA") == "NA");
    BOOST_TEST(type_of("or_else(missing, 0)") == "number");
}

BOOST_AUTO_TEST_CASE(names_are_listed_once)
{
    base::Diagnostics diagnostics;
    auto const expression =
        parse("if(threat_at == 'top', pair.word, threat_at + pair.kind)", diagnostics);
    BOOST_REQUIRE(expression.has_value());
    std::vector<std::string> const expected = {"pair.kind", "pair.word", "threat_at"};
    BOOST_TEST(expression->names() == expected, boost::test_tools::per_element());
    BOOST_TEST(expression->source() == "if(threat_at == 'top', pair.word, threat_at + pair.kind)");
    BOOST_TEST((expression->place() == start));
}

BOOST_AUTO_TEST_CASE(only_true_holds)
{
    base::Diagnostics diagnostics;
    BOOST_TEST(parse("threat_at == 'top'", diagnostics)->holds(names()) == true);
    BOOST_TEST(parse("threat_at == 'left'", diagnostics)->holds(names()) == false);
    BOOST_TEST(parse("missing == 1", diagnostics)->holds(names()) == false);
    BOOST_TEST(parse("number", diagnostics)->holds(names()) == false);
    BOOST_TEST(Expression().is_empty());
    BOOST_TEST(Expression().evaluate(names()).is_na());
}

BOOST_AUTO_TEST_CASE(what_is_known_can_be_settled)
{
    TestNames const known({{"kind", Value("threat")},
                           {"n", Value(-2.5)},
                           {"people", Value(Value::List{Value("it's"), Value(1.0)})},
                           {"lines", Value("a\nb")},
                           {"both", Value("\"don't\"")},
                           {"gone", Value()}});
    TestNames all = known;
    all.declare("a.response", Type::text);
    all.declare("a.correct", Type::truth);
    all.declare("a.any", Type::any);
    auto const settled = [&](std::string const& source) {
        base::Diagnostics diagnostics;
        auto const parsed = parse_expression(source, start, all, diagnostics);
        BOOST_REQUIRE_MESSAGE(parsed, base::to_text(diagnostics));
        Expression const rest = parsed->settled(known);
        // What is written reads back as the same.
        auto const again = parse_expression(rest.source(), start, all, diagnostics);
        BOOST_REQUIRE_MESSAGE(again, rest.source() + "\n" + base::to_text(diagnostics));
        BOOST_TEST((again->evaluate(known) == parsed->evaluate(known)));
        return rest.source();
    };
    BOOST_TEST(settled("a.correct  and  a.any") == "a.correct  and  a.any"); // nothing known
    BOOST_TEST(settled("a.response + kind") == "a.response + 'threat'");
    BOOST_TEST(settled("upper(kind) + 'x'") == "'THREATx'");
    BOOST_TEST(settled("kind == 'threat' and a.correct") == "a.correct");
    BOOST_TEST(settled("kind == 'other' and a.correct") == "false");
    BOOST_TEST(settled("a.correct or kind == 'other'") == "a.correct");
    BOOST_TEST(settled("a.correct or kind == 'threat'") == "true");
    BOOST_TEST(settled("a.any and kind == 'threat'") == "a.any and true"); // may be no truth
    BOOST_TEST(settled("if(n < 0, a.response, kind)") == "a.response");
    BOOST_TEST(settled("if(a.correct, n, 2 - n)") == "if(a.correct, (-2.5), 4.5)");
    BOOST_TEST(settled("not (a.correct and n in [1, len(a.response)])") ==
               "not (a.correct and ((-2.5) in [1, len(a.response)]))");
    BOOST_TEST(settled("-len(a.response) * (n - len(a.response))") ==
               "(-len(a.response)) * ((-2.5) - len(a.response))");
    BOOST_TEST(settled("contains(people, a.response)") == "contains([\"it's\", 1], a.response)");
    BOOST_TEST(settled("a.response + both") == "a.response + ('\"don' + \"'\" + 't\"')");
    BOOST_TEST(settled("lines + kind + a.response") == "(lines + 'threat') + a.response");
    BOOST_TEST(settled("or_else(gone, 3) + n") == "or_else(gone, 3) + (-2.5)");
    BOOST_TEST(settled("n / 0 + 1 + len(a.response)") == "(((-2.5) / 0) + 1) + len(a.response)");
    BOOST_TEST(Expression().settled(known).is_empty());
}

BOOST_AUTO_TEST_CASE(faults_name_what_students_write)
{
    BOOST_TEST(faults_of("threat_at = probe_at") ==
               "30+1 expression-syntax: '=' compares nothing here (write == to compare)");
    BOOST_TEST(faults_of("is_new && is_new") ==
               "27+2 expression-syntax: '&&' is not an operator here (write and)");
    BOOST_TEST(faults_of("is_new || is_new") ==
               "27+2 expression-syntax: '||' is not an operator here (write or)");
    BOOST_TEST(faults_of("!is_new") ==
               "20+1 expression-syntax: '!' is not an operator here (write not)");
    BOOST_TEST(faults_of("is_new AND is_new") ==
               "27+3 expression-syntax: 'AND' is not expected here (write it in small letters: "
               "and)");
    BOOST_TEST(faults_of("number <> 3") == "27+2 expression-syntax: '<>' is not an operator here "
                                           "(write != for 'is not equal')");
    BOOST_TEST(faults_of("threat_at == “top”") ==
               "33+1 expression-syntax: '“' is a quote of a word processor (write straight "
               "quotes: ' or \")");
    BOOST_TEST(faults_of("threat_at == 'top") ==
               "33+1 expression-syntax: the quote ' is never closed (put ' after the text; a text "
               "with ' in it is written in \" \")");
    BOOST_TEST(faults_of("if(is_new, 500ms, 1)") ==
               "31+5 expression-syntax: '500ms' is neither a number nor a name (quote a value "
               "with a unit: '500 ms')");
    BOOST_TEST(faults_of("if(is_new, 500 ms, 1)") ==
               "35+2 expression-syntax: 'ms' is not expected here (an operator such as and, ==, + "
               "is missing before it; a text with spaces and a value with a unit are written in "
               "quotes)");
    BOOST_TEST(faults_of("if(is_new, 6 %, 5 %)") ==
               "34+1 expression-syntax: a value is expected after '%', not ',' (a value in percent "
               "is written in quotes: '6 %')");
    BOOST_TEST(faults_of("threat_at not in ['top']") ==
               "30+3 expression-syntax: 'not' is not expected here (write not before the whole "
               "comparison: not x in [...])");
    BOOST_TEST(faults_of("1 < number < 3") ==
               "31+1 expression-syntax: '<' cannot follow another comparison (join two comparisons "
               "by and)");
    BOOST_TEST(faults_of("missing == NA") ==
               "28+2 type-mismatch: a comparison with NA is never true (write is_na(missing))");
}

BOOST_AUTO_TEST_CASE(faults_of_grammar)
{
    BOOST_TEST(faults_of("") == "20+1 expression-syntax: the expression is empty");
    BOOST_TEST(faults_of("   ") == "20+3 expression-syntax: the expression is empty");
    BOOST_TEST(faults_of("1 +") == "23+1 expression-syntax: a value is expected after '+'");
    BOOST_TEST(faults_of("1 + * 2") ==
               "24+1 expression-syntax: a value is expected after '+', not '*'");
    BOOST_TEST(faults_of("and true") == "20+3 expression-syntax: a value is expected, not 'and'");
    BOOST_TEST(faults_of("(1 + 2") ==
               "20+1 expression-syntax: the bracket ( is never closed (put ) "
               "where it ends)");
    BOOST_TEST(faults_of("[1, 2") == "20+1 expression-syntax: the bracket [ is never closed (put ] "
                                     "where it ends)");
    BOOST_TEST(faults_of("(1]") ==
               "22+1 expression-syntax: ']' is not expected here (no bracket is open here)");
    BOOST_TEST(faults_of("1)") ==
               "21+1 expression-syntax: ')' is not expected here (no bracket is open here)");
    BOOST_TEST(faults_of("[1,, 2]") ==
               "23+1 expression-syntax: a value is expected after ',', not ','");
    BOOST_TEST(faults_of(".5 + 1") ==
               "20+1 expression-syntax: a number cannot begin with '.' (write 0 before it)");
    BOOST_TEST(faults_of("1e999") == "20+5 expression-syntax: the number 1e999 is out of range");
    BOOST_TEST(faults_of("len(übung == 'ü") ==
               "33+1 expression-syntax: the quote ' is never closed (put ' after the text; a text "
               "with ' in it is written in \" \")");
}

BOOST_AUTO_TEST_CASE(faults_of_names)
{
    BOOST_TEST(faults_of("threat_a == 'top'") ==
               "20+8 unknown-name: unknown name 'threat_a' (did you mean 'threat_at'?)");
    BOOST_TEST(
        faults_of("threat_at == oben") ==
        "33+4 unknown-name: unknown name 'oben' (a text is written in quotes: 'oben'; a name "
        "is one of: anything, is_new, missing, number, pair.kind, pair.length, pair.word, "
        "people, probe_at, threat_at, übung)");
    BOOST_TEST(faults_of("pair == 'scorn'") ==
               "20+4 unknown-name: unknown name 'pair' (name one of its parts: pair.kind, "
               "pair.length, pair.word)");
    BOOST_TEST(faults_of("pair.wrod == 'scorn'") ==
               "20+9 unknown-name: unknown name 'pair.wrod' (did you mean 'pair.word'?)");
    BOOST_TEST(faults_of("True") ==
               "20+4 unknown-name: unknown name 'True' (write it in small letters: true)");
    BOOST_TEST(faults_of("None") ==
               "20+4 unknown-name: unknown name 'None' (write NA for a missing value)");
    BOOST_TEST(faults_of("abs") ==
               "20+3 unknown-name: unknown name 'abs' (it is a function: write abs(number))");
    BOOST_TEST(faults_of("opposit(threat_at)") ==
               "20+7 unknown-function: unknown function 'opposit' (did you mean 'opposite'?)");
    BOOST_TEST(faults_of("threat_at(1)") == "20+9 unknown-function: unknown function 'threat_at' "
                                            "('threat_at' is a value, not a function)");
    // All at once, each at its own column.
    BOOST_TEST(faults_of("threat_a == probe_t and missin > 1") ==
               "20+8 unknown-name: unknown name 'threat_a' (did you mean 'threat_at'?)\n"
               "32+7 unknown-name: unknown name 'probe_t' (did you mean 'probe_at'?)\n"
               "44+6 unknown-name: unknown name 'missin' (did you mean 'missing'?)");
}

BOOST_AUTO_TEST_CASE(faults_of_types)
{
    BOOST_TEST(faults_of("number == '17'") ==
               "27+2 type-mismatch: '==' compares a number with a text (numbers are written "
               "without quotes; text(x) and number(x) change one into the other)");
    BOOST_TEST(faults_of("is_new == 'yes'") ==
               "27+2 type-mismatch: '==' compares true or false with a text (a condition needs no "
               "comparison: write it alone, or after not)");
    BOOST_TEST(faults_of("threat_at == 'top' or 'left'") ==
               "42+6 type-mismatch: 'or' joins conditions, but 'left' is a text (write the "
               "comparison again after it, or: value in [a, b])");
    BOOST_TEST(faults_of("number and is_new") ==
               "20+6 type-mismatch: 'and' joins conditions, but number is a number (compare it "
               "with something: number == ...)");
    BOOST_TEST(faults_of("is_new < true") == "27+1 type-mismatch: '<' orders numbers or texts, but "
                                             "is_new is true or false");
    BOOST_TEST(faults_of("threat_at in 'top'") ==
               "33+5 type-mismatch: 'in' looks into a list, but 'top' is a text (write "
               "contains(text, part) to look into a text)");
    BOOST_TEST(faults_of("number in ['1', '2']") ==
               "27+2 type-mismatch: 'in' looks for a number, but the list holds none (numbers are "
               "written without quotes; text(x) and number(x) change one into the other)");
    BOOST_TEST(faults_of("pair.word + number") ==
               "30+1 type-mismatch: '+' adds numbers or joins texts, not one of each (write "
               "text(number) to join it as text)");
    BOOST_TEST(faults_of("people + 1") ==
               "20+6 type-mismatch: '+' adds numbers or joins texts, but people is a list");
    BOOST_TEST(faults_of("pair.word * 2") ==
               "20+9 type-mismatch: '*' calculates with numbers, but pair.word is a text "
               "(number(text) reads a number)");
    BOOST_TEST(faults_of("-threat_at") ==
               "21+9 type-mismatch: '-' turns a number round, but threat_at is a text");
    BOOST_TEST(faults_of("not threat_at") ==
               "24+9 type-mismatch: 'not' turns a condition round, but threat_at is a text "
               "(compare it with something: threat_at == ...)");
    BOOST_TEST(faults_of("abs('x')") ==
               "24+3 type-mismatch: abs takes a number here, but this is a text (write "
               "abs(number))");
    BOOST_TEST(faults_of("min(1, people)") ==
               "27+6 type-mismatch: min takes a number here, but this is a list (write min(a, b) "
               "or min(list))");
    BOOST_TEST(faults_of("len(3)") == "24+1 type-mismatch: len takes a text or a list here, but "
                                      "this is a number (write len(text or list))");
    BOOST_TEST(faults_of("if(number, 1, 2)") ==
               "23+6 type-mismatch: if takes true or false here, but this is a number (write "
               "if(condition, a, b))");
    BOOST_TEST(faults_of("if(is_new, 1)") ==
               "20+2 wrong-arguments: if cannot take 2 values (write if(condition, a, b))");
    BOOST_TEST(faults_of("abs()") ==
               "20+3 wrong-arguments: abs cannot take no values (write abs(number))");
    BOOST_TEST(faults_of("abs(1, 2)") ==
               "20+3 wrong-arguments: abs cannot take 2 values (write abs(number))");
}

BOOST_AUTO_TEST_CASE(columns_count_characters)
{
    BOOST_TEST(
        faults_of("'Brücke über' == wort") ==
        "37+4 unknown-name: unknown name 'wort' (a text is written in quotes: 'wort'; a name "
        "is one of: anything, is_new, missing, number, pair.kind, pair.length, pair.word, "
        "people, probe_at, threat_at, übung)");
}

BOOST_AUTO_TEST_CASE(whatever_is_written_is_an_expression_or_a_fault)
{
    std::string const pieces[] = {
        "threat_at", "pair.word", "number", "people", "missing", "1",     "2.5",  "'a'",
        "\"b\"",     "(",         ")",      "[",      "]",       ",",     "+",    "-",
        "*",         "/",         "%",      "==",     "!=",      "<",     ">=",   "in",
        "and",       "or",        "not",    "if(",    "abs(",    "pick(", "true", "NA",
        "=",         "'",         "{",      "é",      "“",       ".",     "\xFF", " "};
    base::Random random(42);
    std::size_t parsed = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string source;
        for (std::uint64_t n = 1 + random.below(9); n > 0; --n) {
            source += pieces[random.below(std::size(pieces))] + (random.below(2) == 0 ? " " : "");
        }
        base::Diagnostics diagnostics;
        auto const expression = parse(source, diagnostics);
        BOOST_TEST(expression.has_value() == diagnostics.all().empty(), source);
        std::size_t const length = base::count_code_points(source);
        for (base::Diagnostic const& d : diagnostics.all()) {
            BOOST_TEST(d.place.column >= 20U, source);
            BOOST_TEST(d.place.column <= 20U + length, source);
        }
        if (expression) {
            ++parsed;
            expression->evaluate(names());
        }
    }
    BOOST_TEST(parsed > 500U);
}

BOOST_AUTO_TEST_CASE(size_and_depth_are_bounded)
{
    auto const sum_of = [](std::size_t terms) {
        std::string sum = "1";
        for (std::size_t i = 1; i < terms; ++i) {
            sum += "+1";
        }
        return sum;
    };
    BOOST_TEST(value_of(sum_of(500)) == "500"); // 999 parts
    BOOST_TEST(value_of(sum_of(501)) == "fault: the expression has more than 1000 parts");
    std::string const open(63, '(');
    std::string const shut(63, ')');
    BOOST_TEST(value_of(open + "1" + shut) == "1");
    BOOST_TEST(value_of("(" + open + "1" + shut + ")") ==
               "fault: the expression is nested too deeply");
    BOOST_TEST(value_of(std::string(100'000, '(')) == "fault: the expression is nested too deeply");
    BOOST_TEST(value_of(std::string(100'000, '-')) == "fault: the expression is nested too deeply");
}

BOOST_AUTO_TEST_SUITE_END()
