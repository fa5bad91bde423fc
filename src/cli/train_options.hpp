// What the user of glia train may say.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "data.hpp"
#include "network.hpp"
#include "train_rules.hpp"

namespace glia::cli {

// Which rows are held back to validate with.
enum Split : std::int32_t {
    split_automatic,  // stratified for classes, otherwise random; by group or time where columns of them are named
    split_random,
    split_stratified,  // of each class the same share
    split_time,        // the last
};

struct TrainOptions {
    DataSource source;
    std::int32_t target_kind = GLIA_TARGET_AUTO;
    std::optional<double> validation;  // a share of the rows; where it is not given: default_validation
    std::string validation_data;       // a file in its place; "" where there is none
    std::string validation_labels;
    std::int32_t split = split_automatic;
    std::string folds;  // "": no cross-validation
    bool find_rate = false;
    std::string rate_range;  // "": default_rate_range
    std::string curve;       // a file, or ""
    std::string network = "128:relu";
    std::string output_activation;
    FirstValues first;
    ScalingChoice scaling;
    std::string loss;
    std::string class_weight = "none";  // a spec, or a list of numbers
    std::string optimizer = "adam";
    std::size_t epochs = 0;  // 0: by the number of rows
    std::size_t batch = 32;
    bool keep_order = false;
    std::uint64_t seed = 0;
    std::size_t threads = 1;
    TrainRules rules;
    std::string model;
    std::string history;
    bool quiet = false;
};

inline constexpr double default_validation = 0.1;

// The share of rows that is held back: none of a stream, nor where there are folds or a file of its own to validate
// with.
double share_held_back(const TrainOptions& options);

void add_train_data(CLI::App& command, TrainOptions& options);
void add_validation(CLI::App& command, TrainOptions& options);
void add_scaling(CLI::App& command, TrainOptions& options);
void add_network(CLI::App& command, TrainOptions& options);
void add_training(CLI::App& command, TrainOptions& options);
void add_result(CLI::App& command, TrainOptions& options);

// Throws CLI::ValidationError for options that do not go together, in words, rather than passing over one of them.
void require_consistent(const TrainOptions& options);

}  // namespace glia::cli
