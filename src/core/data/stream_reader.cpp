#include "core/data/stream_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/prefetch.hpp"

namespace glia {

StreamReader::StreamReader(const Dataset& dataset, std::size_t max_rows, CheckTargets check)
    : dataset_(dataset),
      check_(std::move(check)),
      rows_ahead_(rows_ahead(dataset.features())),
      x_(checked_product(max_rows, dataset.features())),
      targets_(checked_product(max_rows, dataset.outputs())),
      classes_(dataset.has_classes() ? max_rows : 0) {}

void StreamReader::begin(const EpochOrder& order) {
    loader_.reset();
    window_ = nullptr;
    at_ = 0;
    left_ = dataset_.rows() - order.first_row;
    if (left_ == 0) return;
    WindowPlan plan(dataset_.rows(), dataset_.window(), dataset_.source().seeks(), order);
    const WindowPlan::Place start = plan.find(order.first_row);
    loader_.emplace(dataset_, std::move(plan), start.window, check_, windows_);
    window_ = &loader_->next();
    at_ = order.first_row - start.rows_before;
}

RowChunk StreamReader::read(std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        if (at_ == window_->rows) {
            window_ = &loader_->next();
            at_ = 0;
        }
        if (!window_->permutation.empty()) ask_for(at_ + rows_ahead_);
        take(window_->permutation.empty() ? at_ : window_->permutation[at_], i);
        ++at_;
    }
    left_ -= rows;
    if (left_ == 0) {
        window_ = nullptr;
        loader_.reset();
    }
    return {x_.data(), targets_.data(), classes_.data()};
}

// A window is larger than the caches near the core, and its rows come in no order that the processor could guess.
void StreamReader::ask_for(std::size_t at) const {
    if (at >= window_->rows) return;
    const std::size_t place = window_->permutation[at];
    prefetch(window_->x.data() + place * dataset_.features(), dataset_.features());
    prefetch(window_->targets.data() + place * dataset_.outputs(), dataset_.outputs());
}

// Copies the row at a place of the window to place `to` of the chunk.
void StreamReader::take(std::size_t place, std::size_t to) {
    const std::size_t features = dataset_.features();
    const std::size_t outputs = dataset_.outputs();
    std::copy_n(window_->x.data() + place * features, features, x_.data() + to * features);
    if (!classes_.empty()) classes_[to] = window_->classes[place];
    if (outputs == 0) return;
    std::copy_n(window_->targets.data() + place * outputs, outputs, targets_.data() + to * outputs);
}

}  // namespace glia
