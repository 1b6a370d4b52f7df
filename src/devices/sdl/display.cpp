// SPDX-License-Identifier: MIT
// The window's frames: drawing, presenting, repairing.
#include "devices/sdl/display.h"

#include "devices/sdl/images.h"
#include "events/json_members.h"
#include "events/text_form.h"

#include <algorithm>
#include <utility>

namespace securebase::devices {

namespace {

/// Sprites of a frame that are remembered for painting it again.
constexpr std::size_t remembered_sprites = 1024;

/// Adds what is known of the way of showing to a JSON object.
void add_detail(std::string& object, std::string const& name, std::string const& value)
{
    object.pop_back();
    object += ",\"" + name + "\":" + value + '}';
}

std::string to_json(std::vector<UnusedWay> const& unused)
{
    std::string list = "[";
    for (UnusedWay const& one : unused) {
        list += list.size() > 1 ? ",{\"way\":" : "{\"way\":";
        events::append_json_text(list, one.way);
        list += ",\"because\":";
        events::append_json_text(list, one.because);
        list += '}';
    }
    return list + ']';
}

} // namespace

SdlDisplay::SdlDisplay(SdlSession& session, ports::Clock& clock, Canvas canvas)
    : session_(&session), canvas_(std::make_unique<Canvas>(std::move(canvas))),
      pacer_(clock,
             {[canvas = canvas_.get()](ports::Frame const& frame) { canvas->draw(frame); },
              [renderer = &session.renderer()] { SDL_RenderPresent(renderer); }})
{
    last_sprites_.reserve(remembered_sprites);
    SDL_GetRendererOutputSize(&session.renderer(), &facts_.width, &facts_.height);
    SDL_RenderSetLogicalSize(&session.renderer(), facts_.width, facts_.height);
    facts_.name = session.name();
    facts_.extra = session.describe();
}

base::Result<SdlDisplay>
SdlDisplay::open(SdlSession& session, ports::Clock& clock, Showing const& showing)
{
    auto canvas = Canvas::open(session.renderer());
    if (!canvas) {
        return canvas.error();
    }
    SdlDisplay display(session, clock, *std::move(canvas));
    if (showing.keeper == nullptr) {
        display.learn(showing);
        return display;
    }
    auto kept = KeptScreen::open(*showing.keeper);
    if (!kept) {
        return kept.error();
    }
    display.use(*std::move(kept));
    return display;
}

void SdlDisplay::learn(Showing const& showing)
{
    std::vector<UnusedWay> unused = showing.unused;
    if (!follow_first(showing, unused)) {
        learn_returns(unused);
    }
    facts_.period = pacer_.period();
    facts_.rate_source = pacer_.rate_source();
    facts_.onset_source = pacer_.source();
    if (!showing.without_because.empty()) {
        std::string why;
        events::append_json_text(why, "not used: " + showing.without_because);
        add_detail(facts_.extra, "present", why);
    }
    if (!unused.empty()) {
        add_detail(facts_.extra, "unused", to_json(unused));
    }
}

/// Whether one of those who may know when frames appear is believed.
bool SdlDisplay::follow_first(Showing const& showing, std::vector<UnusedWay>& unused)
{
    for (ports::FlipClock* const flips : showing.flip_clocks) {
        std::string const way(events::name_of(flips->source()));
        auto const followed = pacer_.follow(*flips);
        if (followed) {
            facts_.name += ", " + way;
            add_detail(facts_.extra, "flips", flips->describe());
            return true;
        }
        unused.push_back({way, followed.error().what});
    }
    return false;
}

void SdlDisplay::learn_returns(std::vector<UnusedWay>& unused)
{
    bool const has_processor = session_->draw_path() == DrawPath::graphics;
    pacer_.learn(has_processor, session_->reported_rate());
    if (auto finish = session_->finish_drawing()) {
        if (auto const finished = pacer_.finish_each(std::move(finish)); !finished) {
            unused.push_back(
                {std::string(events::name_of(base::TimeSource::gl_finish)), finished.error().what});
        }
    }
}

void SdlDisplay::use(KeptScreen kept)
{
    kept_ = std::make_unique<KeptScreen>(std::move(kept));
    ports::DisplayFacts known = kept_->keeper().describe();
    known.name = session_->name() + ", shown by " + known.name;
    std::string const details = std::exchange(known.extra, std::move(facts_.extra));
    facts_ = std::move(known);
    add_detail(facts_.extra, "present", details);
}

bool SdlDisplay::announce(ports::Frame const& frame, std::int64_t refreshes) noexcept
{
    return kept_ && kept_->announce(frame, refreshes);
}

void SdlDisplay::prepare(ports::Frame const& frame) noexcept
{
    if (kept_) {
        kept_->prepare(frame);
    }
}

ports::FrameReport SdlDisplay::show(ports::Frame const& frame, base::Instant not_before) noexcept
{
    remember(frame);
    return kept_ ? kept_->show(frame, not_before) : pacer_.show(frame, not_before);
}

void SdlDisplay::remember(ports::Frame const& frame) noexcept
{
    last_background_ = frame.background;
    std::size_t const count = std::min(frame.sprites.size(), remembered_sprites);
    last_sprites_.assign(frame.sprites.begin(),
                         frame.sprites.begin() + static_cast<std::ptrdiff_t>(count));
}

void SdlDisplay::repair() noexcept
{
    if (!session_->take_exposed()) {
        return;
    }
    if (kept_) {
        if (!kept_->repair()) {
            session_->set_exposed(); // Later.
        }
    } else {
        canvas_->draw({last_background_, last_sprites_});
        SDL_RenderPresent(&session_->renderer());
    }
}

base::Result<void> SdlDisplay::save_png(std::string const& path)
{
    if (kept_) {
        return kept_->save_png({last_background_, last_sprites_}, path);
    }
    canvas_->draw({last_background_, last_sprites_});
    SurfaceHandle const pixels(SDL_CreateRGBSurfaceWithFormat(
        0, facts_.width, facts_.height, 32, SDL_PIXELFORMAT_ARGB8888));
    if (!pixels || SDL_RenderReadPixels(&session_->renderer(),
                                        nullptr,
                                        SDL_PIXELFORMAT_ARGB8888,
                                        pixels->pixels,
                                        pixels->pitch) != 0) {
        return base::Error{std::string("the screen cannot be read: ") + SDL_GetError(), {}};
    }
    return devices::save_png(*pixels, path);
}

} // namespace securebase::devices
