// SPDX-License-Identifier: MIT
// Reads the tokens of an expression that has been parsed without a fault.
#include "model/check_comparisons.h"

#include "model/expression_lexer.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

namespace {

std::vector<Token> tokens_of(std::string_view source)
{
    std::vector<Token> tokens;
    for (Token token = next_token(source, 0);
         token.kind != TokenKind::end && token.kind != TokenKind::fault;
         token = next_token(source, token.end)) {
        tokens.push_back(token);
    }
    return tokens;
}

bool compares(Token const& token)
{
    return token.is("==") || token.is("!=");
}

/// Whether a text is being joined there, so that what is compared is longer than one token.
bool is_joined(std::vector<Token> const& tokens, std::size_t at)
{
    return at < tokens.size() && tokens[at].is("+");
}

class Finder {
public:
    Finder(std::vector<Token> const& tokens, Scope const& scope) : tokens_(tokens), scope_(scope) {}

    std::vector<NeverEqual> find()
    {
        for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
            Token const& one = tokens_[i];
            Token const& other = tokens_[i + 2];
            if (i > 0 && is_joined(tokens_, i - 1)) {
                continue;
            }
            if (compares(tokens_[i + 1]) && !is_joined(tokens_, i + 3)) {
                judge(one, other);
                judge(other, one);
            } else if (tokens_[i + 1].is("in") && other.is("[")) {
                for (std::size_t k = i + 3; k < tokens_.size() && !tokens_[k].is("]"); ++k) {
                    bool const alone = tokens_[k - 1].is("[") || tokens_[k - 1].is(",");
                    if (alone && !is_joined(tokens_, k + 1)) {
                        judge(one, tokens_[k]);
                    }
                }
            }
        }
        return std::move(found_);
    }

private:
    void judge(Token const& name, Token const& text)
    {
        if (name.kind != TokenKind::name || text.kind != TokenKind::text) {
            return;
        }
        std::vector<std::string> const* texts = scope_.texts_of(name.text);
        std::string const word(text.text);
        if (texts == nullptr || std::ranges::find(*texts, word) != texts->end()) {
            return;
        }
        found_.push_back({text.begin,
                          text.end,
                          quoted(std::string(name.text)) + " is never " + quoted(word),
                          base::nearest_hint(word, *texts)});
    }

    std::vector<Token> const& tokens_;
    Scope const& scope_;
    std::vector<NeverEqual> found_;
};

} // namespace

std::vector<NeverEqual> find_never_equal(std::string_view source, Scope const& scope)
{
    std::vector<Token> const tokens = tokens_of(source);
    return Finder(tokens, scope).find();
}

} // namespace securebase::model
