// SPDX-License-Identifier: MIT
// Every kind in several states, to be looked at.
#include "kinds/gallery_shots.h"

#include "devices/virtual/input.h"
#include "kinds/kinds.h"
#include "model/experiment.h"
#include "stage/furniture.h"

#include <cstdio>
#include <string_view>

namespace securebase::test {

namespace {

using Options = std::vector<std::pair<std::string, model::Setting>>;

model::Setting text(std::string words)
{
    return model::Setting{std::move(words)};
}
model::Setting number(double value)
{
    return model::Setting{value};
}
model::Setting truth(bool value)
{
    return model::Setting{value};
}
model::Setting texts(std::vector<std::string> const& words)
{
    model::SettingList list;
    for (std::string const& one : words) {
        list.push_back(model::Setting{one});
    }
    return model::Setting{std::move(list)};
}
model::Setting point(double x, double y)
{
    return model::Setting{model::Point{{x, model::LengthUnit::percent_of_height},
                                       {y, model::LengthUnit::percent_of_height}}};
}

model::Settings settings(Options const& entries)
{
    model::Settings made;
    for (auto const& [name, value] : entries) {
        made.set(name, value);
    }
    return made;
}

/// A question being answered, one act after the other.
class Hand {
public:
    explicit Hand(stage::Response& response) : response_(response) { show(); }

    Hand& key(std::string_view name)
    {
        for (auto const& event : devices::key_press(ports::key_named(name), now_)) {
            send(event);
        }
        return *this;
    }
    Hand& hold(ports::Key key)
    {
        send(devices::key_press(key, now_).front());
        return *this;
    }
    Hand& type(std::string_view words)
    {
        for (std::size_t i = 0; i < words.size(); ++i) {
            std::size_t end = i + 1;
            while (end < words.size() &&
                   (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) {
                ++end;
            }
            send(devices::typed(words.substr(i, end - i), now_));
            i = end - 1;
        }
        return *this;
    }
    Hand& hover(std::size_t offer) { return touch(offer, 0.5, false); }
    Hand& press(std::size_t offer, double along = 0.5) { return touch(offer, along, true); }
    Hand& hover_confirm()
    {
        ports::Ask ask;
        response_.describe(ask);
        return at(ask.confirm.box, 0.5, false);
    }

private:
    Hand& touch(std::size_t offer, double along, bool down)
    {
        ports::Ask ask;
        response_.describe(ask);
        return at(ask.offers[offer].box, along, down);
    }
    Hand& at(ports::Box const& box, double along, bool down)
    {
        auto const x = box.x + static_cast<std::int32_t>(along * (box.width - 1));
        auto const events = devices::click(x, box.y + box.height / 2, now_);
        for (std::size_t i = 0; i < (down ? events.size() : 1); ++i) {
            send(events[i]);
        }
        return *this;
    }
    void show() { response_.shown(base::Timestamp::exact(now_, base::TimeSource::simulated)); }
    void send(ports::InputEvent event)
    {
        now_ += std::chrono::seconds(1);
        event.when = base::Timestamp::exact(now_, base::TimeSource::simulated);
        response_.handle(event);
        now_ += std::chrono::seconds(1);
        show();
    }

    stage::Response& response_;
    base::Instant now_ = base::instant_from_ns(1'000'000'000);
};

struct Shown {
    std::string kind;
    Options options;
};

struct Shot {
    std::string name;
    std::vector<Shown> stimuli;
    std::string response; ///< Empty: none.
    Options options;
    std::function<void(Hand&)> acts;
};

constexpr char const* consent_text =
    "# What this study is about\n\nWe study how people think about close relationships, and how "
    "words about closeness and danger draw the eye.\n\nYou will rate statements about yourself, do "
    "a "
    "task in which you react to letters, and read short stories and say what you think of them.\n\n"
    "All of it together takes about **35 minutes**.\n\n---\n\n# It is your choice\n\nTaking part "
    "is "
    "voluntary. You can stop **at any time**, without giving a reason.\n\n- hold the **Esc** key "
    "for "
    "one second\n- go on, stop and leave us the answers given so far, or stop and withdraw them; "
    "both are fine, and nobody will ask you why\n- or tell the person who runs the study\n\n## "
    "Later\n\n"
    "You can withdraw your answers later too.";

std::vector<Shot> stimulus_shots()
{
    Shown const word{"text", {{"text", text("geborgen")}, {"at", point(0, -8)}}};
    Shown const other{"text", {{"text", text("Schreibtisch")}, {"at", point(0, 8)}}};
    std::vector<Shot> shots = {
        {"stimulus_fixation", {{"fixation", {{"fixation", text("cross")}}}}, "", {}, {}},
        {"stimulus_words", {word, other}, "", {}, {}},
        {"stimulus_paragraph",
         {{"text",
           {{"text",
             text("Vous appelez votre mère le soir, comme convenu. Elle répond après longtemps, "
                  "et sa voix paraît lointaine. À l’arrière-plan quelqu’un rit.")}}}},
         "",
         {},
         {}},
        {"stimulus_mask",
         {{"mask", {{"seed", number(3)}, {"size", point(30, 12)}}},
          {"fixation", {{"fixation", text("dot")}, {"at", point(0, 20)}}}},
         "",
         {},
         {}}};
    Shot shapes{"stimulus_shapes", {}, "", {}, {}};
    double x = -70;
    for (char const* form :
         {"rect", "disc", "ring", "line", "arrow_left", "arrow_right", "arrow_up", "arrow_down"}) {
        shapes.stimuli.push_back({"shape", {{"shape", text(form)}, {"at", point(x, -10)}}});
        shapes.stimuli.push_back({"shape",
                                  {{"shape", text(form)},
                                   {"at", point(x, 15)},
                                   {"size", point(4, 8)},
                                   {"color", model::Setting{model::Rgb{220, 170, 60}}}}});
        x += 20;
    }
    shots.push_back(std::move(shapes));
    return shots;
}

std::vector<Shot> rating_shots()
{
    Options const seven = {{"ask",
                            text("How likely is it that you would keep your distance from your "
                                 "partner for a while?")},
                           {"points", number(7)},
                           {"low", text("Very unlikely")},
                           {"high", text("Very likely")}};
    Options labelled = {
        {"ask", text("Ich mache mir Sorgen, dass andere mich nicht so mögen, wie ich sie mag.")},
        {"points", number(5)},
        {"labels",
         texts({"stimme überhaupt nicht zu",
                "stimme eher nicht zu",
                "weder noch",
                "stimme eher zu",
                "stimme voll und ganz zu"})}};
    Options const line = {{"ask", text("How warm do you feel towards this person right now?")},
                          {"low", text("Not at all")},
                          {"middle", text("Somewhat")},
                          {"high", text("More than I can say")}};
    Options const eleven = {{"ask", text("How much did it hurt?")},
                            {"points", number(11)},
                            {"least", number(0)},
                            {"low", text("Not at all")},
                            {"middle", text("In between")},
                            {"high", text("Unbearably")}};
    Options const below = {
        {"points", number(7)}, {"low", text("Unpleasant")}, {"high", text("Pleasant")}};
    return {
        {"likert_fresh", {}, "likert", seven, {}},
        {"likert_hover", {}, "likert", seven, [](Hand& h) { h.hover(4); }},
        {"likert_chosen", {}, "likert", seven, [](Hand& h) { h.press(4); }},
        {"likert_keyboard", {}, "likert", seven, [](Hand& h) { h.key("3"); }},
        {"likert_required", {}, "likert", seven, [](Hand& h) { h.key("Enter"); }},
        {"likert_labels", {}, "likert", labelled, [](Hand& h) { h.press(1); }},
        {"likert_eleven", {}, "likert", eleven, [](Hand& h) { h.press(9); }},
        {"likert_below",
         {{"shape", {{"shape", text("disc")}, {"size", point(30, 30)}, {"at", point(0, -18)}}}},
         "likert",
         below,
         [](Hand& h) { h.press(2); }},
        {"likert_long",
         {},
         "likert",
         {{"ask",
           text(
               "Thinking of the last time when somebody who is close to you did not answer your "
               "messages for a whole day although you had told them before that it was important "
               "to you to hear from them: how far did you believe that they had forgotten you, "
               "that they did not care, or that something bad had happened to them on their way?")},
          {"points", number(7)},
          {"low", text("Donaudampfschifffahrtsgesellschaftskapitän")},
          {"high", text("I believed it completely and without any doubt at all")}},
         [](Hand& h) { h.hover_confirm(); }},
        {"likert_arabic",
         {},
         "likert",
         {{"ask", text("إلى أي مدى تشعر بالقرب من هذا الشخص؟")},
          {"points", number(5)},
          {"low", text("أبدا")},
          {"high", text("تماما")}},
         {}},
        {"vas_fresh", {}, "vas", line, {}},
        {"vas_chosen", {}, "vas", line, [](Hand& h) { h.press(0, 0.73); }},
        {"vas_keyboard", {}, "vas", line, [](Hand& h) { h.key("Left").key("PageDown"); }}};
}

std::vector<Shot> choice_shots()
{
    Options const yes_no = {{"ask", text("Did your friend say that the train was late?")},
                            {"options", texts({"yes", "no"})}};
    Options const people = {{"ask",
                             text("Which of these people do you turn to first when something "
                                  "has gone wrong?")},
                            {"options",
                             texts({"My mother",
                                    "My father",
                                    "My partner",
                                    "A close friend",
                                    "A brother or sister",
                                    "Somebody else"})}};
    Options long_options = {
        {"ask",
         text("Which of the following comes closest to how you are in close relationships?")},
        {"options",
         texts({"It is easy for me to come close to others, and I do not worry much about being "
                "alone or about others not accepting me.",
                "I do well without close relationships; it matters to me to rely on myself.",
                "I would like to be closer to others than they seem to want to be to me.",
                "I find it hard to come close to others although I wish for it."})}};
    std::vector<std::string> many;
    for (int i = 1; i <= 18; ++i) {
        many.push_back("Person " + std::to_string(i));
    }
    return {
        {"choose_yes_no", {}, "choose", yes_no, {}},
        {"choose_yes_no_chosen", {}, "choose", yes_no, [](Hand& h) { h.press(1).hover_confirm(); }},
        {"choose_people",
         {},
         "choose",
         people,
         [](Hand& h) { h.key("Down").key("Down").key("Space").key("Down"); }},
        {"choose_long", {}, "choose", long_options, [](Hand& h) { h.hover(2); }},
        {"choose_columns", {}, "choose", {{"ask", text("Who?")}, {"options", texts(many)}}, {}},
        {"choose_stop",
         {},
         "choose",
         {{"ask", text("Do you want to stop?")},
          {"options", texts({"Go on", "Stop and keep my answers", "Stop and delete my answers"})}},
         {}},
        {"choose_many_fresh", {}, "choose_many", people, {}},
        {"choose_many_some",
         {},
         "choose_many",
         people,
         [](Hand& h) { h.press(0).press(1).hover(2); }},
        {"type_fresh",
         {},
         "type",
         {{"ask", text("What is the first name of the person you are closest to?")},
          {"placeholder", text("First name")}},
         {}},
        {"type_some",
         {},
         "type",
         {{"ask", text("What is the first name of the person you are closest to?")}},
         [](Hand& h) { h.type("Éloïse-Zoë"); }},
        {"type_limit",
         {},
         "type",
         {{"ask", text("One word")}, {"most", number(20)}},
         [](Hand& h) { h.type("Geborgenheit"); }},
        {"type_lines",
         {},
         "type",
         {{"ask", text("What would you do next?")}, {"lines", number(5)}},
         [](Hand& h) {
             h.type("I would wait for a while and then write a message, not too long, and ask "
                    "whether everything is all right.")
                 .key("Enter")
                 .type("Perhaps I would call.")
                 .key("Left")
                 .key("Left");
         }},
        {"type_next",
         {},
         "type",
         {{"ask", text("What would you do next?")}, {"lines", number(3)}},
         [](Hand& h) { h.type("Call.").key("Tab"); }}};
}

std::vector<Shot> reading_shots()
{
    std::string const story =
        "You have told your partner that you need to talk tonight. When you come home, the flat is "
        "dark. There is a note on the table, e.g. as on other days, and it says only: \"Back late, "
        "do "
        "not wait.\" You sit down. Your phone is silent.";
    std::string long_page = "# Instructions\n\n";
    for (int i = 0; i < 7; ++i) {
        long_page +=
            "Two words appear, one above the other, for half a second. Then a letter takes the "
            "place of one of them. Press **E** or **F**, whichever you see, as fast as you can "
            "without making mistakes.\n\n";
    }
    Options const consent = {{"text", text(consent_text)},
                             {"items",
                              texts({"I am 18 years old or older.",
                                     "I have read what will happen, and I take part of my own free "
                                     "will.",
                                     "I agree that my answers are stored under a code and used for "
                                     "research."})}};
    auto const to_items = [](Hand& h) { h.key("Space").key("Space"); };
    return {
        {"read_first", {}, "read", {{"text", text(story)}}, {}},
        {"read_third",
         {},
         "read",
         {{"text", text(story)}},
         [](Hand& h) { h.key("Space").key("Space"); }},
        {"read_keep",
         {},
         "read",
         {{"text", text(story)}, {"keep", truth(true)}},
         [](Hand& h) { h.key("Space").key("Space"); }},
        {"pages_first", {}, "pages", {{"text", text(consent_text)}}, {}},
        {"pages_second",
         {},
         "pages",
         {{"text", text(consent_text)}},
         [](Hand& h) { h.key("Space"); }},
        {"pages_short",
         {},
         "pages",
         {{"text", text("Ready?")}},
         [](Hand& h) { h.hover_confirm(); }},
        {"pages_rest",
         {},
         "pages",
         {{"text", text("Take a short rest. Go on when you are ready.")}},
         {}},
        {"pages_long", {}, "pages", {{"text", text(long_page)}}, {}},
        {"pages_long_end",
         {},
         "pages",
         {{"text", text(long_page)}},
         [](Hand& h) { h.key("Space"); }},
        {"agree_items", {}, "agree", consent, to_items},
        {"agree_some",
         {},
         "agree",
         consent,
         [=](Hand& h) {
             to_items(h);
             h.press(0).key("Enter");
         }},
        {"agree_all",
         {},
         "agree",
         consent,
         [=](Hand& h) {
             to_items(h);
             h.key("1").key("2").key("3").key("Down").key("Down");
         }},
    };
}

std::vector<Shot> shots()
{
    std::vector<Shot> all = stimulus_shots();
    for (auto const& more : {rating_shots(), choice_shots(), reading_shots()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

/// Says why nothing can be seen.
bool failed(std::string const& name, base::Error const& error)
{
    std::fprintf(stderr, "%s: %s (%s)\n", name.c_str(), error.what.c_str(), error.hint.c_str());
    return true;
}

bool compose(Shot const& shot,
             stage::Scene const& scene,
             stage::Kinds const& kinds,
             std::vector<ports::Sprite>& out)
{
    for (Shown const& shown : shot.stimuli) {
        auto made = kinds.stimulus(shown.kind)->prepare(settings(shown.options), scene, out);
        if (!made) {
            return !failed(shot.name, made.error());
        }
    }
    if (!shot.response.empty()) {
        auto response = kinds.response(shot.response)->prepare(settings(shot.options), scene);
        if (!response) {
            return !failed(shot.name, response.error());
        }
        Hand hand(**response);
        if (shot.acts) {
            shot.acts(hand);
        }
        (*response)->draw(out);
    }
    auto const bar = stage::progress_bar(0.35, scene);
    out.insert(out.end(), bar.begin(), bar.end());
    return true;
}

} // namespace

void take_gallery(ports::Workshop& workshop,
                  std::int32_t width,
                  std::int32_t height,
                  GalleryLook const& look,
                  std::string const& only,
                  TakePicture const& take)
{
    auto const words = model::default_texts();
    std::map<std::string, model::Point> const places;
    auto const rgb = [](ports::Color const& c) { return model::Rgb{c.red, c.green, c.blue}; };
    stage::Scene const scene{workshop,
                             width,
                             height,
                             rgb(look.background),
                             rgb(look.color),
                             static_cast<std::int32_t>(height * 0.042 + 0.5),
                             words,
                             places,
                             7};
    stage::Kinds const kinds = kinds::all();
    for (Shot const& shot : shots()) {
        std::vector<ports::Sprite> sprites;
        if (shot.name.find(only) != std::string::npos && compose(shot, scene, kinds, sprites)) {
            take(look.name + shot.name, {look.background, sprites});
        }
        workshop.release();
    }
}

} // namespace securebase::test
