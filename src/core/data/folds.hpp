// k-fold cross-validation: which rows are trained on, and which are held back, one fold after the other.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/spec.hpp"
#include "core/data/split.hpp"

namespace glia {

// The ways to make folds: plain, stratified, grouped, time.
std::span<const SpecDefinition> fold_definitions();

// The number of folds that a spec asks for. Throws Error for a bad spec.
std::size_t fold_count(std::string_view spec);

class Folds {
 public:
    // groups: one for each row with "grouped", empty otherwise. Throws Error: a bad spec, folds that the rows, classes
    // or groups do not suffice for, or groups that do not fit. The data set must outlive the folds.
    Folds(const Dataset& dataset, std::string_view spec, Groups groups, std::uint64_t seed);

    std::size_t count() const noexcept { return count_; }
    // Training rows first, validation rows second, both in the original order. Throws Error where there is no such
    // fold.
    Split fold(std::size_t index) const;

 private:
    // Rows that stand one after the other.
    struct Window {
        std::size_t train_begin;
        std::size_t train_end;
        std::size_t validation_begin;
        std::size_t validation_end;
    };

    void make_windows(std::size_t gap, std::size_t validation_rows, std::size_t most_train_rows);

    const Dataset& dataset_;
    std::size_t count_;
    std::vector<std::size_t> fold_of_;  // of each row, the fold that validates it; empty with "time"
    std::vector<Window> windows_;       // of each fold; empty but with "time"
};

}  // namespace glia
