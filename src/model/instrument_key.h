// SPDX-License-Identifier: MIT
// The key of an instrument: which items make which score, and the answers worked by hand that the
// scores must reproduce (private to the room).
#pragma once

#include "model/instrument.h"
#include "model/instrument_fields.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

/// Where each item's id stands.
using ItemPlaces = std::map<std::string, base::Place, std::less<>>;

/// Reads subscales, derived scores and test vectors into an instrument whose items and scale have
/// been read.
class InstrumentKey {
public:
    InstrumentKey(InstrumentFields const& fields,
                  ItemPlaces const& item_places,
                  Instrument& instrument)
        : fields_(fields), item_places_(item_places), instrument_(instrument)
    {}

    void read(script::Node const& root);

private:
    void subscales(script::Node const& root);
    std::vector<std::string> item_list(script::Node const& map, std::string_view key);
    void hold_reverse(script::Node const& map, Subscale const& subscale);
    void unscored_items();
    void derived(script::Node const& root);
    void formula(script::Entry const& entry);
    void vectors(script::Node const& root);
    void answers(script::Node const& map, TestVector& vector);
    void expectations(script::Node const& map, TestVector& vector);

    bool has_item(std::string_view id) const { return item_places_.contains(id); }
    std::vector<std::string> item_ids() const;

    InstrumentFields const& fields_;
    ItemPlaces const& item_places_;
    Instrument& instrument_;
};

} // namespace securebase::model
