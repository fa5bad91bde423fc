// What every epoch of a fit gave: as a file, and summed up in a table.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

struct HistoryColumn {
    std::string name;
    std::vector<double> values;  // of each epoch; NaN where there is none
};

// All figures that any epoch has.
std::vector<HistoryColumn> history_of(const glia_trainer* trainer);

// The figures that the first epoch would have had, without values, for a fit that was broken off in it. metrics: those
// that were asked for beside loss and accuracy; validated: whether there was a validation set.
std::vector<HistoryColumn> history_of_no_epoch(const glia_trainer* trainer, const std::vector<std::string>& metrics,
                                               bool validated);

// Writes them with the epochs' numbers, as JSON lines where the name ends in .jsonl, and as CSV otherwise. The file is
// replaced in one step. Throws Failure.
void write_history(const std::vector<HistoryColumn>& history, const std::string& path);

// The figures of one epoch (from 1) as a table: a row for each, with its value in training and in validation.
std::string epoch_table(const std::vector<HistoryColumn>& history, std::size_t epoch);

}  // namespace glia::cli
