// SPDX-License-Identifier: MIT
// Whether the words and pictures of a session can be drawn, and fit on a screen.
#include "app/check_screen.h"

#include "base/text.h"
#include "model/options.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace securebase::app {

namespace {

/// A text that tells apart settings that are not the same.
std::string key_of(model::Setting const& setting)
{
    struct Writer {
        std::string operator()(std::monostate) const { return "-"; }
        std::string operator()(bool value) const { return value ? "yes" : "no"; }
        std::string operator()(double value) const { return base::format_number(value); }
        std::string operator()(std::string const& value) const { return value; }
        std::string operator()(model::TimeRange const&) const { return "time"; }
        std::string operator()(model::Length const& value) const
        {
            return base::format_number(value.value) +
                   (value.unit == model::LengthUnit::pixels ? "px" : "%");
        }
        std::string operator()(model::Point const& value) const
        {
            return (*this)(value.x) + "," + (*this)(value.y);
        }
        std::string operator()(model::Rgb const&) const { return "color"; }
        std::string operator()(model::SettingList const& values) const
        {
            std::string all;
            for (model::Setting const& value : values) {
                all += key_of(value) + ";";
            }
            return all;
        }
        std::string operator()(model::SettingMap const& values) const
        {
            std::string all;
            for (auto const& [name, value] : values) {
                all += name + "=" + key_of(value) + ";";
            }
            return all;
        }
    };
    return std::visit(Writer{}, setting.held);
}

model::Field const* words_of(model::StimulusSpec const& spec)
{
    auto const found = std::ranges::find_if(spec.options, [](model::Field const& field) {
        return field.decl.type == model::OptionType::text;
    });
    return found == spec.options.end() ? nullptr : &*found;
}

/// The row of the table behind a factor that a trial was made from.
std::optional<base::Place> row_of(model::Factor const& factor, plan::PlannedTrial const& trial)
{
    for (model::Level const& level : factor.levels) {
        bool const same = std::ranges::all_of(level.fields, [&](auto const& field) {
            auto const column = std::ranges::find(trial.conditions,
                                                  model::column_of(factor, field.first),
                                                  [](auto const& one) { return one.first; });
            return column != trial.conditions.end() && column->second == field.second;
        });
        if (same) {
            return level.row_place;
        }
    }
    return std::nullopt;
}

/// The row that the words come from, when they come from a table.
std::optional<base::Place>
row_behind(model::Field const& words, model::Part const& part, plan::PlannedTrial const& trial)
{
    for (model::Expression const& expression : model::expressions_in(words)) {
        for (std::string const& name : expression.names()) {
            for (model::Factor const& factor : part.trial.factors) {
                if (factor.is_table && name.starts_with(factor.name + ".")) {
                    return row_of(factor, trial);
                }
            }
        }
    }
    return std::nullopt;
}

class ScreenCheck {
public:
    ScreenCheck(model::Experiment const& experiment,
                plan::Plan const& plan,
                TrialScreen const& screen,
                base::Diagnostics& faults)
        : experiment_(experiment), plan_(plan), screen_(screen), faults_(faults)
    {}

    void run()
    {
        decode_pictures();
        for (plan::PlannedTrial const& trial : plan_.trials) {
            model::Part const& part = experiment_.parts.at(trial.part);
            for (plan::PlannedStage const& stage : trial.stages) {
                auto const spec =
                    std::ranges::find(part.trial.stages, stage.name, &model::StageSpec::name);
                if (spec != part.trial.stages.end()) {
                    look_at(part, trial, *spec, stage);
                }
            }
        }
    }

private:
    void decode_pictures()
    {
        for (model::Module const& module : experiment_.modules) {
            for (std::string const& image : module.images) {
                std::string const file =
                    module.folder.empty() ? image : module.folder + "/" + image;
                if (auto const picture = screen_.workshop.image(file); !picture) {
                    faults_.error({file, 0, 0, 1},
                                  "image-damaged",
                                  picture.error().what,
                                  picture.error().hint.empty()
                                      ? "open it in a picture program and save it anew"
                                      : picture.error().hint);
                }
                screen_.workshop.release();
            }
        }
    }

    void look_at(model::Part const& part,
                 plan::PlannedTrial const& trial,
                 model::StageSpec const& spec,
                 plan::PlannedStage const& stage)
    {
        for (std::size_t i = 0; i < stage.shows.size() && i < spec.shows.size(); ++i) {
            model::Field const* words = words_of(spec.shows[i]);
            if (words != nullptr) {
                fit(part, trial, *words, stage.shows[i]);
            }
        }
        if (!stage.question) {
            return;
        }
        for (auto const& [name, setting] : stage.question->options.all()) {
            admit(spec.response ? spec.response->place : spec.place, setting);
        }
    }

    void admit(base::Place const& place, model::Setting const& setting)
    {
        if (auto const* text = std::get_if<std::string>(&setting.held)) {
            if (admitted_.insert(*text).second) {
                if (auto const fine = screen_.admit(*text); !fine) {
                    faults_.error(place, "cannot-be-drawn", fine.error().what, fine.error().hint);
                }
            }
        } else if (auto const* list = std::get_if<model::SettingList>(&setting.held)) {
            for (model::Setting const& one : *list) {
                admit(place, one);
            }
        }
    }

    void fit(model::Part const& part,
             plan::PlannedTrial const& trial,
             model::Field const& words,
             plan::Shown const& shown)
    {
        std::string key = shown.kind;
        for (auto const& [name, setting] : shown.options.all()) {
            key += "|" + name + "=" + key_of(setting);
        }
        stage::StimulusKind const* kind = screen_.kinds.stimulus(shown.kind);
        if (kind == nullptr || !fitted_.insert(std::move(key)).second) {
            return;
        }
        std::vector<ports::Sprite> sprites;
        auto const prepared = kind->prepare(shown.options, scene(), sprites);
        if (!prepared) {
            auto const row = row_behind(words, part, trial);
            faults_.add({base::Severity::error,
                         words.place,
                         prepared.error().what,
                         prepared.error().hint,
                         "cannot-be-drawn",
                         row,
                         row ? "in this row of the table" : ""});
        }
        screen_.workshop.release();
    }

    stage::Scene scene() const
    {
        return stage::scene_of(
            experiment_, plan_.seed, screen_.workshop, screen_.width, screen_.height);
    }

    model::Experiment const& experiment_;
    plan::Plan const& plan_;
    TrialScreen const& screen_;
    base::Diagnostics& faults_;
    std::set<std::string> fitted_;
    std::set<std::string> admitted_;
};

} // namespace

void check_screen(model::Experiment const& experiment,
                  plan::Plan const& plan,
                  TrialScreen const& screen,
                  base::Diagnostics& faults)
{
    ScreenCheck(experiment, plan, screen, faults).run();
}

} // namespace securebase::app
