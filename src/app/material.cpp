// SPDX-License-Identifier: MIT
// Walking through the texts of a plan.
#include "app/material.h"

#include <set>
#include <string>
#include <variant>

namespace securebase::app {

namespace {

/// Offers texts to somebody, each once.
class Texts {
public:
    explicit Texts(AdmitText const& admit) : admit_(admit) {}

    base::Result<void> offer(std::string const& text)
    {
        return offered_.insert(text).second ? admit_(text) : base::Result<void>();
    }
    base::Result<void> offer(model::Setting const& setting)
    {
        if (auto const* text = std::get_if<std::string>(&setting.held)) {
            return offer(*text);
        }
        if (auto const* list = std::get_if<model::SettingList>(&setting.held)) {
            for (model::Setting const& item : *list) {
                if (auto const fine = offer(item); !fine) {
                    return fine;
                }
            }
        }
        if (auto const* map = std::get_if<model::SettingMap>(&setting.held)) {
            return offer(*map);
        }
        return {};
    }
    base::Result<void> offer(model::SettingMap const& map)
    {
        for (auto const& [name, setting] : map) {
            if (auto const fine = offer(name); !fine) {
                return fine;
            }
            if (auto const fine = offer(setting); !fine) {
                return fine;
            }
        }
        return {};
    }
    /// Options: their names are the program's own.
    base::Result<void> offer(model::Settings const& options)
    {
        for (auto const& [name, setting] : options.all()) {
            if (auto const fine = offer(setting); !fine) {
                return fine;
            }
        }
        return {};
    }
    base::Result<void> offer(plan::PlannedStage const& stage)
    {
        for (plan::Shown const& shown : stage.shows) {
            if (auto const fine = offer(shown.options); !fine) {
                return fine;
            }
        }
        return stage.question ? offer(stage.question->options) : base::Result<void>();
    }

private:
    AdmitText const& admit_;
    std::set<std::string> offered_;
};

} // namespace

base::Result<void> admit_texts(plan::Plan const& plan, AdmitText const& admit)
{
    Texts texts(admit);
    for (plan::PlannedTrial const& trial : plan.trials) {
        for (plan::PlannedStage const& stage : trial.stages) {
            if (auto const fine = texts.offer(stage); !fine) {
                return base::Error{"trial " + std::to_string(trial.number) + " (" + trial.name +
                                       "), stage " + stage.name + ": " + fine.error().what,
                                   fine.error().hint};
            }
        }
    }
    return {};
}

} // namespace securebase::app
