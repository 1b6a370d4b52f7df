// SPDX-License-Identifier: MIT
// Instruments must score their own worked examples as they say.
#include "app/instrument_vectors.h"

#include "base/text.h"
#include "score/attachment.h"
#include "script/reader.h"

#include <filesystem>
#include <optional>
#include <string>

namespace securebase::app {

namespace {

/// The instrument's file as it is reached from where the command was given.
std::optional<std::string> file_of(model::Experiment const& experiment,
                                   model::Instrument const& instrument)
{
    namespace fs = std::filesystem;
    std::string const ending = "/" + instrument.id + ".yaml";
    for (auto const& file : experiment.files) {
        if (("/" + file.path).ends_with(ending) && !experiment.modules.empty()) {
            fs::path const folder = experiment.modules.front().folder;
            return (folder / file.path).lexically_normal().generic_string();
        }
    }
    return std::nullopt;
}

/// Where the vector says what should come out; the vector itself when that cannot be found.
base::Place place_of(script::Node const& root, score::VectorFailure const& failure)
{
    script::Node const* vectors = root.find("vectors");
    if (vectors == nullptr || failure.vector >= vectors->items.size()) {
        return root.place;
    }
    script::Node const& vector = vectors->items[failure.vector];
    script::Node const* expect = vector.find("expect");
    script::Node const* value = expect == nullptr ? nullptr : expect->find(failure.score);
    return value == nullptr ? vector.place : value->place;
}

std::string number_text(std::optional<double> const& value)
{
    return value ? base::format_number(*value) : "NA";
}

} // namespace

void check_vectors(model::Experiment const& experiment, base::Diagnostics& faults)
{
    for (model::Instrument const& instrument : experiment.instruments) {
        auto const failures = score::failing_vectors(instrument);
        auto const file = failures.empty() ? std::nullopt : file_of(experiment, instrument);
        base::Diagnostics unused; // The file has been read before.
        auto const root = file ? script::read_file(*file, unused) : std::nullopt;
        for (score::VectorFailure const& failure : failures) {
            std::string const& name = instrument.vectors[failure.vector].name;
            faults.error(root ? place_of(*root, failure)
                              : base::Place{file.value_or(instrument.id), 0, 0, 1},
                         "instrument-vector",
                         "the test vector '" + name + "' expects " + failure.score + " to be " +
                             number_text(failure.expected) + ", but its answers give " +
                             number_text(failure.got),
                         "look for an item that is reversed, left out or in the wrong subscale; "
                         "else work the example again by hand");
        }
    }
}

} // namespace securebase::app
