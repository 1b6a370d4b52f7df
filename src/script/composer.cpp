// SPDX-License-Identifier: MIT
// Events become a graph of parts in which an alias is only a number; when the whole keeps the
// budget, the graph is written out as a tree. So an alias bomb costs nothing.
#include "script/composer.h"

#include "base/text.h"
#include "script/parser.h"
#include "script/syntax.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::script {

namespace {

using base::Place;
using base::Severity;

/// A place without the name of the file, which 200,000 parts need not repeat.
struct Stretch {
    Point start;
    std::uint32_t length = 1;
};

/// A value under a part: which part, and the place of the alias that stands for it here.
struct Child {
    std::size_t key = 0; ///< In maps: the part that is the key.
    std::size_t value = 0;
    std::optional<Stretch> alias;
};

/// A node without its children copied in.
struct Part {
    NodeKind kind = NodeKind::null;
    std::string text;
    bool quoted = false;
    Stretch place;
    Stretch text_place;
    bool verbatim = false;
    std::vector<Child> children;
    std::size_t nodes = 1;      ///< Keys and aliases expanded, this part counted.
    std::size_t text_bytes = 0; ///< Likewise.
    std::size_t height = 0;     ///< Levels of collections under this, itself counted.
    std::string anchor;
    bool open = false; ///< Its end has not been seen.
};

/// A collection being read.
struct Frame {
    std::size_t part = 0;
    bool flow = false;
    bool muted = false; ///< Inside something already refused: say no more.
    Point start;
    std::optional<std::size_t> key; ///< In a map: the key whose value comes next.
    Point key_end;
    bool drop = false; ///< The value that comes next is not kept.
    std::map<std::string, std::size_t, std::less<>> keys; ///< Keys so far and their parts.
};

bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool is_hex_colour(std::string_view digits)
{
    bool const length = digits.size() == 3 || digits.size() == 6 || digits.size() == 8;
    return length && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Blanks that look like the ordinary one, and marks that look like nothing.
bool is_odd_in_key(char32_t c)
{
    return c < 0x20 || c == 0xA0 || c == 0x3000 || c == 0x202F || c == 0x205F || c == 0xAD ||
           (c >= 0x2000 && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F);
}

class Composer {
public:
    Composer(Source const& source, Budget const& budget)
        : source_(source), budget_(budget), parser_(source.bytes())
    {}

    std::optional<Node> run();
    std::vector<base::Diagnostic> const& found() const { return found_; }

private:
    bool take(Event const& event);
    void take_fault();
    void take_scalar(Event event);
    void take_start(Event const& event);
    void take_end(Event const& event);
    void take_alias(Event const& event);

    std::size_t new_part(Event const& event, NodeKind kind);
    Stretch stretch(Point start, Point end) const
    {
        return {start, source_.place(start, end).length};
    }
    Place to_place(Stretch const& stretch) const
    {
        return source_.place(stretch.start, stretch.length);
    }
    Place place_of(std::size_t part) const { return to_place(parts_[part].place); }
    Point after_properties(Event const& event) const;
    void set_text(Part& part, Event const& event, Point start);
    void check_tag(Event const& event);
    void check_comment(Event const& event, Part const& part);
    void keep_anchor(std::size_t part);

    void place_child(std::size_t part, Event const& event, std::optional<Stretch> alias);
    bool begin_key(std::size_t part, Event const& event, Place place);
    void check_key(Frame& frame, std::size_t part);
    std::optional<Point> after_colon(Frame const& frame) const;
    void check_missing_value(Frame const& frame, Part const& value, Event const& event);
    bool check_head();
    void check_rest(Point end);

    bool count(std::size_t nodes, std::size_t text_bytes, Place const& place);
    bool check_depth(std::size_t depth, Place const& place);
    Node expand(std::size_t part, std::optional<Stretch> const& alias) const;

    bool is_muted() const { return !frames_.empty() && frames_.back().muted; }
    /// Adds an error unless it stands inside something already refused.
    void error(Place place, std::string code, std::string what, std::string hint);
    void error(base::Diagnostic diagnostic);
    void stop(Place place, std::string code, std::string what, std::string hint);

    Source const& source_;
    Budget const& budget_;
    Parser parser_;
    std::vector<base::Diagnostic> found_;
    std::deque<Part> parts_;
    std::vector<Frame> frames_;
    std::map<std::string, std::size_t, std::less<>> anchors_;
    std::optional<std::size_t> root_;
    LastRead last_;
    std::size_t nodes_ = 0;
    std::size_t text_bytes_ = 0;
    std::size_t faults_ = 0;
    bool stopped_ = false; ///< What was read so far must not be used.
};

void Composer::error(base::Diagnostic diagnostic)
{
    if (is_muted() || stopped_) {
        return;
    }
    if (++faults_ > budget_.faults) {
        stop(diagnostic.place,
             "too-many-faults",
             "more than " + std::to_string(budget_.faults) + " faults; the rest was not read",
             "mend the ones above and check again");
        return;
    }
    found_.push_back(std::move(diagnostic));
}

void Composer::error(Place place, std::string code, std::string what, std::string hint)
{
    error({Severity::error,
           std::move(place),
           std::move(what),
           std::move(hint),
           std::move(code),
           std::nullopt,
           {}});
}

void Composer::stop(Place place, std::string code, std::string what, std::string hint)
{
    if (!stopped_) {
        found_.push_back({Severity::error,
                          std::move(place),
                          std::move(what),
                          std::move(hint),
                          std::move(code),
                          std::nullopt,
                          {}});
    }
    stopped_ = true;
}

bool Composer::count(std::size_t nodes, std::size_t text_bytes, Place const& place)
{
    nodes_ += nodes;
    text_bytes_ += text_bytes;
    if (nodes_ > budget_.nodes) {
        stop(place,
             "too-many-nodes",
             "the script grows over " + std::to_string(budget_.nodes) +
                 " keys, values and lists here",
             "keep trials in a table (CSV) and name it under 'stimuli'");
    } else if (text_bytes_ > budget_.text_bytes) {
        stop(place,
             "too-much-text",
             "the texts of the script grow over " + std::to_string(budget_.text_bytes) +
                 " bytes here",
             "use fewer aliases (*name) of long texts");
    }
    return !stopped_;
}

bool Composer::check_depth(std::size_t depth, Place const& place)
{
    if (depth > budget_.depth) {
        stop(place,
             "too-deep",
             "more than " + std::to_string(budget_.depth) + " levels of lists and maps",
             "no experiment needs so many; look for a bracket too many");
    }
    return !stopped_;
}

/// Where a node begins behind its `&anchor` and `!tag`.
Point Composer::after_properties(Event const& event) const
{
    if (event.anchor.empty() && event.tag.empty()) {
        return event.start;
    }
    std::string_view const bytes = source_.bytes();
    std::size_t const end = source_.offset(event.end);
    std::size_t at = source_.offset(event.start);
    // A collection's event ends where its first token does, so only scalars are bounded by it.
    std::size_t const limit = event.kind == EventKind::scalar ? end : bytes.size();
    while (at < limit) {
        char const c = bytes[at];
        if (c == '&' || c == '!') {
            at = std::min(bytes.find_first_of(" \t\r\n,[]{}", at), limit);
        } else if (c == '#') {
            at = std::min(bytes.find_first_of("\r\n", at), limit);
        } else if (is_blank(c) || c == '\r' || c == '\n') {
            ++at;
        } else {
            break;
        }
    }
    return source_.point(at);
}

std::size_t Composer::new_part(Event const& event, NodeKind kind)
{
    Part part;
    part.kind = kind;
    Point const start = after_properties(event);
    bool const scalar = event.kind == EventKind::scalar;
    // The length of a block collection is that of its first line.
    Point const end = scalar || event.flow ? event.end : Point{start.line + 1, 1};
    part.place = stretch(start, end);
    part.text_place = part.place;
    part.anchor = event.anchor;
    if (scalar) {
        set_text(part, event, start);
    }
    parts_.push_back(std::move(part));
    return parts_.size() - 1;
}

void Composer::set_text(Part& part, Event const& event, Point start)
{
    part.quoted = event.quoted;
    part.text_bytes = event.text.size();
    if (!event.quoted && (event.text.empty() || event.text == "~")) {
        return; // null
    }
    part.kind = NodeKind::scalar;
    part.text = event.text;
    if (start.line != event.end.line) {
        return;
    }
    std::size_t const from = source_.offset(start);
    std::string_view written = source_.bytes().substr(from, source_.offset(event.end) - from);
    if (event.quoted && written.size() >= 2) {
        written = written.substr(1, written.size() - 2);
        ++start.column;
    }
    if (written == event.text) {
        part.verbatim = true;
        auto const length = static_cast<std::uint32_t>(base::count_code_points(event.text));
        part.text_place = {start, std::max<std::uint32_t>(1, length)};
    }
}

void Composer::check_tag(Event const& event)
{
    if (event.tag.empty()) {
        return;
    }
    std::size_t at = source_.offset(event.start);
    at = std::min(source_.bytes().find('!', at), source_.bytes().size());
    std::size_t const end =
        std::min(source_.bytes().find_first_of(" \t\r\n,[]{}", at), source_.bytes().size());
    std::string_view const tag = source_.bytes().substr(at, end - at);
    error(source_.place(source_.point(at), base::count_code_points(tag)),
          "tag",
          "tags such as '" + base::shorten(tag) + "' are not supported",
          "delete it; text that begins with ! must be in quotes");
}

/// `color: #808080` and `text: Press #1` lose what the author wrote to a comment.
void Composer::check_comment(Event const& event, Part const& part)
{
    std::string_view const line = source_.line(event.end.line);
    std::size_t at = source_.offset(event.end) - source_.offset({event.end.line, 1});
    if (part.quoted || at > line.size()) {
        return;
    }
    bool const blank_before = at < line.size() && is_blank(line[at]);
    while (at < line.size() && is_blank(line[at])) {
        ++at;
    }
    if (!blank_before || at + 1 >= line.size() || line[at] != '#' || is_blank(line[at + 1]) ||
        line[at + 1] == '#') {
        return;
    }
    std::string_view const comment = line.substr(at);
    std::string_view const word = comment.substr(0, comment.find_first_of(" \t,]}"));
    Point const start = source_.point(source_.offset({event.end.line, 1}) + at);
    Place const place = source_.place(start, base::count_code_points(word));
    if (part.kind == NodeKind::null && is_hex_colour(word.substr(1))) {
        error(place,
              "comment-value",
              "'" + std::string(word) + "' is read as a comment here, so the value is missing",
              "put it in quotes: \"" + std::string(word) + "\"");
        return;
    }
    if (!is_muted() && ++faults_ <= budget_.faults) {
        found_.push_back({Severity::warning,
                          place,
                          "'" + base::shorten(comment) + "' is read as a comment",
                          "put the value in quotes if this belongs to it, else write a blank after "
                          "the #",
                          "comment-without-blank",
                          std::nullopt,
                          {}});
    }
}

void Composer::keep_anchor(std::size_t part)
{
    std::string const& name = parts_[part].anchor;
    if (name.empty()) {
        return;
    }
    auto const [known, is_new] = anchors_.emplace(name, part);
    if (!is_new) {
        error({Severity::error,
               place_of(part),
               "anchor '&" + base::shorten(name) + "' appears twice",
               "give one of the two another name",
               "duplicate-anchor",
               place_of(known->second),
               "first used here"});
    }
}

void Composer::check_key(Frame& frame, std::size_t part)
{
    Part const& key = parts_[part];
    std::string const name = base::shorten(key.text);
    if (key.kind != NodeKind::scalar || key.text.empty()) {
        frame.drop = true;
        error(to_place(key.place), "odd-key", "empty key", "write a word before the ':'");
        return;
    }
    if (key.text == "<<" && !key.quoted) {
        frame.drop = true;
        error(to_place(key.place),
              "merge-key",
              "merge key '<<' is not supported",
              "write the keys out, or use a whole map again with &name and *name");
        return;
    }
    std::vector<char32_t> const points = base::code_points(key.text);
    if (std::any_of(points.begin(), points.end(), is_odd_in_key) || key.text.front() == ' ' ||
        key.text.back() == ' ') {
        frame.drop = true;
        error(
            to_place(key.place),
            "odd-key",
            "key '" + name + "' holds blanks or marks that cannot be seen",
            "type it anew; text copied from a web page or word processor often brings them along");
        return;
    }
    auto const [first, is_new] = frame.keys.emplace(key.text, part);
    if (!is_new) {
        frame.drop = true;
        error({Severity::error,
               to_place(key.place),
               "key '" + name + "' appears twice in one map",
               "rename or delete one of the two",
               "duplicate-key",
               place_of(first->second),
               "first defined here"});
    }
}

/// Takes a part as a key when a map waits for one.
bool Composer::begin_key(std::size_t part, Event const& event, Place place)
{
    if (frames_.empty()) {
        return false;
    }
    Frame& frame = frames_.back();
    if (parts_[frame.part].kind != NodeKind::map || frame.key) {
        return false;
    }
    frame.key = part;
    frame.key_end = event.end;
    frame.drop = false;
    if (event.kind == EventKind::scalar) {
        check_key(frame, part);
        return true;
    }
    frame.drop = true;
    std::string const thing = event.kind == EventKind::alias        ? "an alias"
                              : event.kind == EventKind::list_start ? "a list"
                                                                    : "a map";
    error(std::move(place),
          "complex-key",
          "a key must be a plain word, not " + thing,
          event.flow ? "text that begins with { or [, such as a {slot}, must be in quotes"
                     : "write the word out");
    return true;
}

/// The point behind the ':' of the key just read, if it has one.
std::optional<Point> Composer::after_colon(Frame const& frame) const
{
    std::size_t const next =
        source_.bytes().find_first_not_of(" \t\r\n", source_.offset(frame.key_end));
    if (next == std::string_view::npos || source_.bytes()[next] != ':') {
        return std::nullopt;
    }
    return source_.point(next + 1);
}

/// In `text: {pair.word}` the braces make a map whose key has no value.
void Composer::check_missing_value(Frame const& frame, Part const& value, Event const& event)
{
    if (!frame.flow || frame.drop || value.kind != NodeKind::null || event.start != event.end) {
        return;
    }
    if (after_colon(frame)) {
        return;
    }
    Part const& key = parts_[*frame.key];
    std::size_t const colon = key.text.find(':');
    bool const missing_blank = !key.quoted && colon != std::string::npos;
    error(to_place(key.place),
          "missing-value",
          "'" + base::shorten(key.text) + "' is a key without a value",
          missing_blank
              ? "write a blank after the colon"
              : "write 'key: value'; in brackets, text that holds a comma or a {slot} must "
                "be in quotes");
}

/// Hangs a finished scalar, a begun collection or an alias under what is being read.
void Composer::place_child(std::size_t part, Event const& event, std::optional<Stretch> alias)
{
    if (frames_.empty()) {
        root_ = part;
        return;
    }
    if (begin_key(part, event, alias ? to_place(*alias) : place_of(part))) {
        return;
    }
    Frame& frame = frames_.back();
    Part& parent = parts_[frame.part];
    if (parent.kind == NodeKind::list) {
        parent.children.push_back({0, part, std::move(alias)});
        return;
    }
    check_missing_value(frame, parts_[part], event);
    if (!frame.drop) {
        parent.children.push_back({*frame.key, part, std::move(alias)});
    }
    frame.key.reset();
}

void Composer::take_scalar(Event event)
{
    bool const absent = event.text.empty() && !event.quoted && event.start == event.end;
    if (absent && !frames_.empty() && frames_.back().key) {
        // libyaml puts it before whatever comes next, perhaps lines below.
        if (std::optional<Point> const behind = after_colon(frames_.back())) {
            event.start = *behind;
            event.end = *behind;
        }
    }
    std::size_t const part = new_part(event, NodeKind::null);
    if (!count(1, event.text.size(), place_of(part))) {
        return;
    }
    check_tag(event);
    if (event.text.size() > budget_.scalar_bytes) {
        error(place_of(part),
              "scalar-too-long",
              "text of " + std::to_string(event.text.size()) + " bytes, at most " +
                  std::to_string(budget_.scalar_bytes) + " are allowed",
              "keep long texts in a file of their own, or look for a quote that is not closed");
    }
    keep_anchor(part);
    bool const is_key = !frames_.empty() && parts_[frames_.back().part].kind == NodeKind::map &&
                        !frames_.back().key;
    if (!is_key) {
        check_comment(event, parts_[part]);
    }
    place_child(part, event, std::nullopt);
    last_ = {};
    Point const start = parts_[part].place.start;
    std::size_t const at = source_.offset(start);
    bool const in_quotes = event.quoted && at < source_.bytes().size() &&
                           (source_.bytes()[at] == '"' || source_.bytes()[at] == '\'');
    if (in_quotes) { // and not a block of text
        last_ = {LastRead::Kind::quoted, start, event.end, std::nullopt};
    }
}

void Composer::take_start(Event const& event)
{
    NodeKind const kind = event.kind == EventKind::list_start ? NodeKind::list : NodeKind::map;
    std::size_t const part = new_part(event, kind);
    if (!count(1, 0, place_of(part)) || !check_depth(frames_.size() + 1, place_of(part))) {
        return;
    }
    check_tag(event);
    parts_[part].open = true;
    keep_anchor(part);
    place_child(part, event, std::nullopt);
    bool const is_key = !frames_.empty() && frames_.back().key == part;
    Frame frame;
    frame.part = part;
    frame.flow = event.flow;
    frame.muted = is_muted() || is_key;
    frame.start = after_properties(event);
    frames_.push_back(std::move(frame));
    last_ = {};
}

void Composer::take_end(Event const& event)
{
    Frame const frame = std::move(frames_.back());
    frames_.pop_back();
    Part& part = parts_[frame.part];
    part.open = false;
    for (Child const& child : part.children) {
        Part const& value = parts_[child.value];
        part.nodes += value.nodes;
        part.text_bytes += value.text_bytes;
        part.height = std::max(part.height, value.height);
        if (part.kind == NodeKind::map) {
            part.nodes += 1;
            part.text_bytes += parts_[child.key].text_bytes;
        }
    }
    part.height += 1;
    last_ = {};
    if (frame.flow) {
        part.place = stretch(frame.start, event.end);
        part.text_place = part.place;
        last_ = {LastRead::Kind::flow_end, frame.start, event.end, std::nullopt};
    }
}

void Composer::take_alias(Event const& event)
{
    Stretch const alias = stretch(event.start, event.end);
    Place const place = to_place(alias);
    std::string const name = base::shorten(event.anchor);
    last_ = {LastRead::Kind::alias, event.start, event.end, std::nullopt};
    auto const found = anchors_.find(event.anchor);
    bool const usable = found != anchors_.end() && !parts_[found->second].open;
    std::size_t part = usable ? found->second : parts_.size();
    if (found == anchors_.end()) {
        error(place,
              "unknown-anchor",
              "alias '*" + name + "' names no anchor above it",
              "define it with &" + name + " first; text that begins with * must be in quotes");
    } else if (!usable) {
        error({Severity::error,
               place,
               "alias '*" + name + "' stands inside the very node it names",
               "a node cannot hold itself",
               "self-alias",
               place_of(found->second),
               "the node begins here"});
    }
    if (!usable) {
        parts_.emplace_back().place = alias;
        parts_.back().text_place = alias;
    }
    if (!count(parts_[part].nodes, parts_[part].text_bytes, place) ||
        !check_depth(frames_.size() + parts_[part].height, place)) {
        return;
    }
    place_child(part, event, alias);
}

/// Offset of the first byte from `at` that is neither blank nor in a comment.
std::size_t skip_blank(std::string_view bytes, std::size_t at)
{
    while (at < bytes.size()) {
        if (bytes[at] == '#') {
            at = std::min(bytes.find_first_of("\r\n", at), bytes.size());
        } else if (is_blank(bytes[at]) || bytes[at] == '\r' || bytes[at] == '\n') {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

/// Directives must not reach libyaml, which takes quadratic time over them.
bool Composer::check_head()
{
    std::size_t const at = skip_blank(source_.bytes(), 0);
    Point const point = source_.point(at);
    if (at >= source_.bytes().size()) {
        stop({source_.file(), 0, 0, 1}, "script-empty", "the script is empty", "");
    } else if (source_.bytes()[at] == '%' && point.column == 1) {
        stop(source_.place(point, Point{point.line + 1, 1}),
             "directive",
             "directives such as %YAML and %TAG are not supported",
             "delete the line");
    }
    return !stopped_;
}

/// After the document there may be comments and `...` only.
void Composer::check_rest(Point end)
{
    std::string_view const bytes = source_.bytes();
    std::size_t at = skip_blank(bytes, source_.offset(end));
    while (bytes.substr(at).starts_with("...")) {
        at = skip_blank(bytes, at + 3);
    }
    if (at >= bytes.size()) {
        return;
    }
    Point const point = source_.point(at);
    Place const place = source_.place(point, Point{point.line + 1, 1});
    if (bytes.substr(at).starts_with("---")) {
        error(source_.place(point, 3),
              "second-document",
              "'---' begins a second document, and a script has only one",
              "delete it, or indent it if it belongs to the text above");
    } else if (bytes[at] == '%') {
        stop(place, "directive", "text cannot begin with '%'", "put it in quotes");
    } else {
        stop(place,
             "yaml-syntax",
             "this stands outside the script above",
             "begin all top-level keys in the same column");
    }
}

void Composer::take_fault()
{
    if (!frames_.empty() && frames_.back().flow) {
        last_.open_bracket = frames_.back().start;
    }
    base::Diagnostic fault = explain(source_, parser_.fault(), last_);
    stopped_ = true;
    if (!found_.empty() && found_.back().place.line == fault.place.line) {
        std::string const& before = found_.back().code;
        if (before == "comment-value" && fault.code == "unclosed-bracket") {
            return; // the comment that hides the bracket was told
        }
        if (before == "missing-value" || before == "unknown-anchor" || before == "complex-key") {
            found_.pop_back(); // `{slot} and more`: one slip, told better by the second
        }
    }
    found_.push_back(std::move(fault));
}

Node Composer::expand(std::size_t number, std::optional<Stretch> const& alias) const
{
    Part const& part = parts_[number];
    Node node;
    node.kind = part.kind;
    node.text = part.text;
    node.quoted = part.quoted;
    node.place = to_place(alias ? *alias : part.place);
    node.text_place = to_place(part.text_place);
    node.verbatim = part.verbatim;
    if (part.kind == NodeKind::list) {
        node.items.reserve(part.children.size());
        for (Child const& child : part.children) {
            node.items.push_back(expand(child.value, child.alias));
        }
    } else if (part.kind == NodeKind::map) {
        node.entries.reserve(part.children.size());
        for (Child const& child : part.children) {
            node.entries.push_back(
                {parts_[child.key].text, place_of(child.key), expand(child.value, child.alias)});
        }
    }
    return node;
}

bool Composer::take(Event const& event)
{
    switch (event.kind) {
    case EventKind::scalar:
        take_scalar(event);
        break;
    case EventKind::alias:
        take_alias(event);
        break;
    case EventKind::list_start:
    case EventKind::map_start:
        take_start(event);
        break;
    case EventKind::list_end:
    case EventKind::map_end:
        take_end(event);
        break;
    case EventKind::fault:
        take_fault();
        break;
    case EventKind::document_end:
        check_rest(event.end);
        return false;
    case EventKind::end:
        return false;
    }
    return !stopped_;
}

std::optional<Node> Composer::run()
{
    if (!check_head()) {
        return std::nullopt;
    }
    while (take(parser_.next())) {
    }
    if (stopped_ || !root_) {
        return std::nullopt;
    }
    if (parts_[*root_].kind == NodeKind::null && found_.empty()) {
        stop({source_.file(), 0, 0, 1}, "script-empty", "the script is empty", "");
        return std::nullopt;
    }
    return expand(*root_, std::nullopt);
}

} // namespace

std::optional<Node>
compose(Source const& source, Budget const& budget, base::Diagnostics& diagnostics)
{
    Composer composer(source, budget);
    std::optional<Node> tree = composer.run();
    for (base::Diagnostic const& diagnostic : composer.found()) {
        diagnostics.add(diagnostic);
    }
    return tree;
}

} // namespace securebase::script
