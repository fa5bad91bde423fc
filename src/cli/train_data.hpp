// The rows that glia train trains on, and those that it validates with.
#pragma once

#include "handles.hpp"
#include "train_options.hpp"

namespace glia::cli {

struct TrainData {
    Dataset train;
    Dataset validation;    // null without one
    std::size_t rows = 0;  // of DATA, whichever part they went to
};

// Throws Failure.
TrainData open_train_data(const TrainOptions& options);

}  // namespace glia::cli
