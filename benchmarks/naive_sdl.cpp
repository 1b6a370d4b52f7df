// SPDX-License-Identifier: MIT
// Benchmarks: the square task as a first SDL program does it, the baseline. Onset is the tick count
// after the present call, the key's time is the event's, and the loop waits in the present call.
#include "benchmarks/subject.h"

#include <SDL.h>

#include <iostream>
#include <optional>

namespace {

using namespace securebase::benchmarks;

struct Key {
    Uint32 ticks;
    std::int64_t ns; ///< Only to find the trial again; the program itself has none.
};

std::optional<Key> poll_key()
{
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
        if (event.type == SDL_KEYDOWN && event.key.repeat == 0) {
            return Key{event.key.timestamp, now_ns()};
        }
    }
    return std::nullopt;
}

void draw(SDL_Renderer* renderer, bool square)
{
    SDL_SetRenderDrawColor(renderer, 0, 0, 0, 255);
    SDL_RenderClear(renderer);
    if (square) {
        SDL_Rect const place{300, 200, 200, 200};
        SDL_SetRenderDrawColor(renderer, 255, 255, 255, 255);
        SDL_RenderFillRect(renderer, &place);
    }
    SDL_RenderPresent(renderer);
}

LoggedTrial run_trial(SDL_Renderer* renderer, SquareTask& task)
{
    Uint32 const start = SDL_GetTicks();
    auto const wait = static_cast<Uint32>(task.next_foreperiod_ms());
    while (SDL_GetTicks() - start < wait) {
        poll_key();
        draw(renderer, false);
    }
    draw(renderer, true);
    Uint32 const onset = SDL_GetTicks();
    LoggedTrial trial;
    trial.onset_ns = now_ns();
    auto const duration = static_cast<Uint32>(task.duration_ms);
    auto const limit = static_cast<Uint32>(task.limit_ms);
    for (bool shown = true; SDL_GetTicks() - onset < limit;) {
        auto const key = trial.key_ns == 0 ? poll_key() : std::nullopt;
        if (key) {
            trial.key_ns = key->ns;
            trial.rt_ms = static_cast<double>(key->ticks) - static_cast<double>(onset);
        }
        shown = duration > 0 ? SDL_GetTicks() - onset < duration : trial.key_ns == 0;
        draw(renderer, shown);
        if (!shown && trial.key_ns != 0) {
            break;
        }
    }
    return trial;
}

} // namespace

int main(int argc, char** argv)
{
    SquareTask task{Options(argc, argv)};
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        std::cerr << SDL_GetError() << '\n';
        return 3;
    }
    SDL_Window* window = SDL_CreateWindow("square", 0, 0, 800, 600, SDL_WINDOW_BORDERLESS);
    SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_PRESENTVSYNC);
    if (renderer == nullptr) {
        std::cerr << SDL_GetError() << '\n';
        return 3;
    }
    SDL_ShowCursor(SDL_DISABLE);
    std::vector<LoggedTrial> trials;
    for (std::int64_t i = 0; i < task.trials; ++i) {
        trials.push_back(run_trial(renderer, task));
    }
    SDL_DestroyRenderer(renderer);
    SDL_DestroyWindow(window);
    SDL_Quit();
    return write_log(task.out, trials) ? 0 : 3;
}
