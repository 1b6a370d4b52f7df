// SPDX-License-Identifier: MIT
// The list of kinds: a new one is its file, its maker in factories.h and its line here.
#include "kinds/kinds.h"

#include "kinds/factories.h"

namespace securebase::kinds {

stage::Kinds all()
{
    stage::Kinds kinds;
    kinds.stimuli.push_back(text_stimulus());
    kinds.stimuli.push_back(image_stimulus());
    kinds.stimuli.push_back(shape_stimulus());
    kinds.stimuli.push_back(fixation_stimulus());
    kinds.stimuli.push_back(mask_stimulus());

    kinds.responses.push_back(keys_response());
    kinds.responses.push_back(click_response());
    kinds.responses.push_back(likert_response());
    kinds.responses.push_back(vas_response());
    kinds.responses.push_back(choose_response());
    kinds.responses.push_back(choose_many_response());
    kinds.responses.push_back(type_response());
    kinds.responses.push_back(read_response());
    kinds.responses.push_back(pages_response());
    kinds.responses.push_back(agree_response());
    return kinds;
}

} // namespace securebase::kinds
