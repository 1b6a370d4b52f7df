// SPDX-License-Identifier: MIT
// Events become a graph of parts; when the whole keeps the budget, the graph is written out as a
// tree.
#include "script/composer.h"

#include "base/text.h"
#include "script/graph.h"
#include "script/parser.h"
#include "script/slips.h"
#include "script/syntax.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::script {

namespace {

using base::Place;
using base::Severity;

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

class Composer {
public:
    Composer(Source const& source, Budget const& budget)
        : source_(source), budget_(budget), parser_(source.bytes()), parts_(source)
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
    Place place_of(std::size_t part) const { return parts_.place_of(part); }
    Point after_properties(Event const& event) const;
    void set_text(Part& part, Event const& event, Point start);
    void check_comment(Event const& event, Part const& part);
    void keep_anchor(std::size_t part);

    void place_child(std::size_t part, Event const& event, std::optional<Stretch> alias);
    bool begin_key(std::size_t part, Event const& event, Place place);
    void check_key(Frame& frame, std::size_t part);
    std::optional<Point> after_colon(Frame const& frame) const;
    void check_missing_value(Frame const& frame, Part const& value, Event const& event);
    void check_rest(Point end);

    bool count(std::size_t nodes, std::size_t text_bytes, Place const& place);
    bool check_depth(std::size_t depth, Place const& place);

    bool is_muted() const { return !frames_.empty() && frames_.back().muted; }
    /// Adds an error unless it stands inside something already refused.
    void error(Place place, std::string code, std::string what, std::string hint);
    void error(base::Diagnostic diagnostic);
    void error(std::optional<base::Diagnostic> diagnostic);
    void stop(base::Diagnostic diagnostic);
    void stop(Place place, std::string code, std::string what, std::string hint);

    Source const& source_;
    Budget const& budget_;
    Parser parser_;
    std::vector<base::Diagnostic> found_;
    Graph parts_;
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

void Composer::error(std::optional<base::Diagnostic> diagnostic)
{
    if (diagnostic) {
        error(std::move(*diagnostic));
    }
}

void Composer::error(Place place, std::string code, std::string what, std::string hint)
{
    error(slip(std::move(place), std::move(code), std::move(what), std::move(hint)));
}

void Composer::stop(base::Diagnostic diagnostic)
{
    if (!stopped_) {
        found_.push_back(std::move(diagnostic));
    }
    stopped_ = true;
}

void Composer::stop(Place place, std::string code, std::string what, std::string hint)
{
    stop(slip(std::move(place), std::move(code), std::move(what), std::move(hint)));
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
    part.place = parts_.stretch(start, end);
    part.text_place = part.place;
    part.anchor = event.anchor;
    if (scalar) {
        set_text(part, event, start);
    }
    return parts_.add(std::move(part));
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

void Composer::check_comment(Event const& event, Part const& part)
{
    std::optional<base::Diagnostic> found = slip_of_comment(source_, event, part);
    if (!found || found->severity == Severity::error) {
        error(std::move(found));
    } else if (!is_muted() && ++faults_ <= budget_.faults) {
        found_.push_back(std::move(*found));
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
    if (auto found = slip_of_key(key, place_of(part))) {
        frame.drop = true;
        error(std::move(*found));
        return;
    }
    auto const [first, is_new] = frame.keys.emplace(key.text, part);
    if (!is_new) {
        frame.drop = true;
        error({Severity::error,
               place_of(part),
               "key '" + base::shorten(key.text) + "' appears twice in one map",
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
    error(parts_.to_place(key.place),
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
    if (begin_key(part, event, alias ? parts_.to_place(*alias) : place_of(part))) {
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
    error(slip_of_tag(source_, event));
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
    error(slip_of_tag(source_, event));
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
    parts_.close(frame.part);
    last_ = {};
    if (frame.flow) {
        Part& part = parts_[frame.part];
        part.place = parts_.stretch(frame.start, event.end);
        part.text_place = part.place;
        last_ = {LastRead::Kind::flow_end, frame.start, event.end, std::nullopt};
    }
}

void Composer::take_alias(Event const& event)
{
    Stretch const alias = parts_.stretch(event.start, event.end);
    Place const place = parts_.to_place(alias);
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
        Part nothing;
        nothing.place = alias;
        nothing.text_place = alias;
        parts_.add(std::move(nothing));
    }
    if (!count(parts_[part].nodes, parts_[part].text_bytes, place) ||
        !check_depth(frames_.size() + parts_[part].height, place)) {
        return;
    }
    place_child(part, event, alias);
}

void Composer::check_rest(Point end)
{
    std::optional<base::Diagnostic> found = slip_after_document(source_, end);
    if (found && found->code != "second-document") {
        stop(std::move(*found));
    } else {
        error(std::move(found));
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
    if (auto found = slip_at_head(source_)) {
        stop(std::move(*found));
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
    return parts_.expand(*root_);
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
