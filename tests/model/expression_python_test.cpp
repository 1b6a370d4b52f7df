// SPDX-License-Identifier: MIT
// Random expressions against an evaluator in another language.
#include "base/random.h"
#include "base/text.h"
#include "model/expression.h"
#include "model/names.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>

using namespace securebase;
using namespace securebase::model;

namespace {

/// An expression as scripts write it and as evaluate_expressions.py does. `power` is how tightly
/// its outermost operator binds in a script (8: not at all loose).
struct Pair {
    std::string ours;
    std::string python;
    int power = 8;
};

/// Grows expressions of a wanted type. Python's form names every operation, so that agreement also
/// proves that brackets were left out of ours rightly.
class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    Pair any(int depth)
    {
        switch (random_.below(3)) {
        case 0:
            return number(depth);
        case 1:
            return text(depth);
        default:
            return truth(depth);
        }
    }

private:
    std::string in_brackets(Pair const& pair, int least)
    {
        bool const superfluous = random_.below(6) == 0;
        return pair.power < least || superfluous ? "(" + pair.ours + ")" : pair.ours;
    }

    Pair binary(Pair const& a,
                Pair const& b,
                std::string const& sign,
                std::string const& name,
                int power,
                bool chains = true)
    {
        return {in_brackets(a, chains ? power : power + 1) + " " + sign + " " +
                    in_brackets(b, power + 1),
                name + "(" + a.python + ", " + b.python + ")",
                power};
    }

    Pair call(std::string const& name, std::vector<Pair> const& arguments)
    {
        std::string upper;
        for (char const c : name) {
            upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        }
        Pair made{name + "(", upper + "(", 8};
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            made.ours += (i > 0 ? ", " : "") + arguments[i].ours;
            made.python += (i > 0 ? ", " : "") + arguments[i].python;
        }
        made.ours += ")";
        made.python += ")";
        return made;
    }

    template <class Make> Pair list(std::size_t size, Make make)
    {
        Pair made{"[", "[", 8};
        for (std::size_t i = 0; i < size; ++i) {
            Pair const item = make();
            made.ours += (i > 0 ? ", " : "") + item.ours;
            made.python += (i > 0 ? ", " : "") + item.python;
        }
        made.ours += "]";
        made.python += "]";
        return made;
    }

    Pair number_leaf()
    {
        constexpr std::array<char const*, 9> all = {
            "0", "1", "2", "3", "7", "0.5", "10", "2.25", "NA"};
        std::string const leaf = all[random_.below(all.size())];
        // NA alone is no number to a comparison, so it comes as one that has no answer.
        return leaf == "NA" ? Pair{"number('x')", "NA", 8} : Pair{leaf, leaf, 8};
    }

    Pair number(int depth)
    {
        if (depth == 0) {
            return number_leaf();
        }
        int const d = depth - 1;
        switch (random_.below(14)) {
        case 0:
        case 1:
            return binary(number(d), number(d), "+", "add", 5);
        case 2:
        case 3:
            return binary(number(d), number(d), "-", "sub", 5);
        case 4:
            return binary(number(d), number(d), "*", "mul", 6);
        case 5:
            return binary(number(d), number(d), "/", "div", 6);
        case 6:
            return binary(number(d), number(d), "%", "mod", 6);
        case 7: {
            Pair const x = number(d);
            return {"-" + in_brackets(x, 7), "neg(" + x.python + ")", 7};
        }
        case 8: {
            constexpr std::array<char const*, 5> names = {"abs", "round", "floor", "ceil", "sqrt"};
            return call(names[random_.below(names.size())], {number(d)});
        }
        case 9:
            return call(random_.below(2) == 0 ? "min" : "max", {number(d), number(d), number(d)});
        case 10: {
            constexpr std::array<char const*, 3> names = {"sum", "mean", "count"};
            return call(names[random_.below(names.size())],
                        {list(1 + random_.below(3), [&] { return number(d); })});
        }
        case 11:
            return call("len", {text(d)});
        case 12:
            return call("pick", {list(3, [&] { return number(d); }), number(d)});
        default:
            return choice(truth(d), number(d), number(d));
        }
    }

    Pair text_leaf()
    {
        constexpr std::array<char const*, 7> all = {
            "'a'", "'B'", "\"top\"", "'Brücke'", "''", "'ä b'", "NA"};
        std::string const leaf = all[random_.below(all.size())];
        return leaf == "NA" ? Pair{"opposite('x')", "NA", 8} : Pair{leaf, leaf, 8};
    }

    Pair text(int depth)
    {
        if (depth == 0) {
            return text_leaf();
        }
        int const d = depth - 1;
        switch (random_.below(5)) {
        case 0:
        case 1:
            return binary(text(d), text(d), "+", "add", 5);
        case 2:
            return call(random_.below(2) == 0 ? "upper" : "lower", {text(d)});
        case 3:
            return choice(truth(d), text(d), text(d));
        default:
            return text_leaf();
        }
    }

    Pair truth(int depth)
    {
        if (depth == 0) {
            std::string const leaf = random_.below(2) == 0 ? "true" : "false";
            return {leaf, leaf, 8};
        }
        int const d = depth - 1;
        switch (random_.below(10)) {
        case 0:
        case 1:
            return binary(truth(d), truth(d), "and", "and3", 2);
        case 2:
        case 3:
            return binary(truth(d), truth(d), "or", "or3", 1);
        case 4: {
            Pair const x = truth(d);
            return {"not " + in_brackets(x, 3), "not3(" + x.python + ")", 3};
        }
        case 5:
            return binary(number(d),
                          list(random_.below(4), [&] { return number(d); }),
                          "in",
                          "within",
                          4,
                          false);
        case 6:
            return call("is_na", {any(d)});
        case 7:
            return call("contains", {text(d), text(d)});
        case 8:
            return choice(truth(d), truth(d), truth(d));
        default:
            return comparison(d);
        }
    }

    Pair comparison(int depth)
    {
        constexpr std::array<std::array<char const*, 2>, 6> all = {{{"==", "equal"},
                                                                    {"!=", "unequal"},
                                                                    {"<", "less"},
                                                                    {"<=", "less_equal"},
                                                                    {">", "greater"},
                                                                    {">=", "greater_equal"}}};
        auto const& sign = all[random_.below(all.size())];
        bool const texts = random_.below(3) == 0;
        Pair const a = texts ? text(depth) : number(depth);
        Pair const b = texts ? text(depth) : number(depth);
        return binary(a, b, sign[0], sign[1], 4, false);
    }

    Pair choice(Pair const& condition, Pair const& a, Pair const& b)
    {
        return random_.below(3) == 0 ? call("or_else", {a, b}) : call("if", {condition, a, b});
    }

    base::Random random_;
};

std::string written(Value const& value)
{
    if (double const* number = value.number()) {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.17g", *number);
        return text.data();
    }
    return value.text() != nullptr ? "'" + *value.text() : to_text(value);
}

std::vector<std::string> run_python(std::string const& input)
{
    support::TemporaryFolder const folder;
    std::string const in = folder.write("expressions.txt", input);
    std::string const out = folder.path("values.txt");
    std::string const command = "/usr/bin/python3 '" SECUREBASE_SOURCE_DIR
                                "/tests/model/evaluate_expressions.py' < '" +
                                in + "' > '" + out + "'";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
    std::vector<std::string> lines = base::split(base::read_file(out).value(), '\n');
    lines.pop_back();
    return lines;
}

/// Python's numbers come in hexadecimal, so that no digit is lost.
std::string as_ours(std::string const& line)
{
    return line.starts_with('#') ? written(Value(std::strtod(line.c_str() + 1, nullptr))) : line;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_expression_python)

BOOST_AUTO_TEST_CASE(two_thousand_expressions_have_the_values_python_gives)
{
    constexpr std::size_t count = 2000;
    Generator generator(20250101);
    std::vector<Pair> pairs;
    std::string input;
    for (std::size_t i = 0; i < count; ++i) {
        pairs.push_back(generator.any(static_cast<int>(1 + i % 4)));
        input += pairs.back().python + "\n";
    }
    std::vector<std::string> const expected = run_python(input);
    BOOST_REQUIRE(expected.size() == count);
    support::TestNames const names({});
    std::size_t na = 0;
    for (std::size_t i = 0; i < count; ++i) {
        base::Diagnostics diagnostics;
        auto const parsed = parse_expression(pairs[i].ours, {"x", 1, 1, 1}, names, diagnostics);
        BOOST_REQUIRE_MESSAGE(parsed, pairs[i].ours + "\n" + base::to_text(diagnostics));
        std::string const value = written(parsed->evaluate(names));
        BOOST_TEST(value == as_ours(expected[i]),
                   pairs[i].ours << " | " << value << " | " << expected[i]);
        na += expected[i] == "NA" ? 1U : 0U;
    }
    BOOST_TEST(na > 200U);  // missing values are well among them,
    BOOST_TEST(na < 1000U); // but do not drown the others
}

BOOST_AUTO_TEST_SUITE_END()
