// How far training is: a line for each epoch. On a terminal, a bar below them is drawn again and again, and of many
// epochs only some have a line.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "glia/trainer.h"

namespace glia::cli {

// What there is to tell in the middle of a fit.
struct BarState {
    std::size_t epoch = 0;  // from 1
    std::size_t epochs = 0;
    double share = 0;  // of the whole fit that is done
    double loss = 0;
    double accuracy = 0;  // NaN: there is none
    double rows_per_second = 0;
    double seconds_left = 0;
};

// The bar as one line of at most `width` characters. What finds no room is left out, the least wanted first.
std::string draw_bar(const BarState& state, std::size_t width);

class Progress {
 public:
    // rows: of an epoch.
    Progress(bool bar, std::size_t rows, bool validated) : bar_(bar), rows_(rows), validated_(validated) {}

    void after_batch(const glia_trainer* trainer);
    void after_epoch(const glia_trainer* trainer);
    // Takes the bar away, so that other text can follow.
    void erase_bar();

    double seconds() const;

 private:
    using Clock = std::chrono::steady_clock;

    void redraw(const glia_trainer* trainer);
    bool has_line(const glia_trainer* trainer) const;

    bool bar_;
    std::size_t rows_;
    bool validated_;
    bool titled_ = false;  // the line of titles is printed
    bool drawn_ = false;   // the bar stands on the current line
    Clock::time_point begin_ = Clock::now();
    Clock::time_point last_drawn_{};
};

}  // namespace glia::cli
