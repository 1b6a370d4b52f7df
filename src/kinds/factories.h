// SPDX-License-Identifier: MIT
// One maker per kind; each is defined in the kind's own file (private to the room).
#pragma once

#include "stage/kind.h"

#include <memory>

namespace securebase::kinds {

using Stimulus = std::unique_ptr<stage::StimulusKind>;
using Response = std::unique_ptr<stage::ResponseKind>;

Stimulus text_stimulus();
Stimulus image_stimulus();
Stimulus shape_stimulus();
Stimulus fixation_stimulus();
Stimulus mask_stimulus();

Response keys_response();
Response click_response();
Response likert_response();
Response vas_response();
Response choose_response();
Response choose_many_response();
Response type_response();
Response read_response();
Response pages_response();
Response agree_response();

} // namespace securebase::kinds
