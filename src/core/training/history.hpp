// What is known of each epoch.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glia {

inline constexpr double no_figure = std::numeric_limits<double>::quiet_NaN();

// A figure by its public name; in an epoch, a metric that the user chose.
struct NamedFigure {
    std::string name;  // "f1_macro", "validation_f1_macro"
    double value = no_figure;
};

struct EpochFigures {
    double loss = no_figure;
    double accuracy = no_figure;
    double validation_loss = no_figure;
    double validation_accuracy = no_figure;
    double learning_rate = no_figure;  // of the last update
    double seconds = no_figure;
    std::vector<NamedFigure> metrics;
};

// What the name of a figure over the validation set begins with.
inline constexpr std::string_view validation_prefix = "validation_";

// The names of all figures that these epochs have, those that every epoch has first.
std::vector<std::string> figure_names(std::span<const EpochFigures> epochs);

// A figure by its public name; NaN where the epoch has none of a known name.
double figure(const EpochFigures& epoch, std::string_view name) noexcept;

// The other way round; a name that is not one of every epoch's becomes that of a metric.
void set_figure(EpochFigures& epoch, std::string_view name, double value);

// Throws Error for a name that none of these epochs has.
void require_figure(std::span<const EpochFigures> epochs, std::string_view name);

// Where a fit is; counted from 1, 0 before the first.
struct Progress {
    std::size_t epoch = 0;
    std::size_t epochs = 0;
    std::size_t batch = 0;
    std::size_t batches = 0;
};

}  // namespace glia
