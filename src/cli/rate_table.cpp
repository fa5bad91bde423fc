#include "rate_table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

#include "number.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

constexpr std::size_t steps = 100;
constexpr double lowest = 1e-7;
constexpr double highest = 10;
// A point in the table is the mean of so many updates: single batches are noisy.
constexpr std::size_t together = 5;

}  // namespace

std::string rate_table(const glia_trainer* trainer, const glia_dataset* train) {
    std::array<double, steps> rates = {};
    std::array<double, steps> losses = {};
    std::size_t points = 0;
    check(glia_trainer_find_learning_rate(trainer, train, lowest, highest, steps, rates.data(), losses.data(), steps,
                                          &points));
    Table table({Align::right, Align::right});
    table.add({"learning rate", "loss"});
    double best_loss = losses[0];
    double best_rate = rates[0];
    for (std::size_t first = 0; first < points; first += together) {
        const std::size_t count = std::min(together, points - first);
        const auto from = losses.begin() + static_cast<std::ptrdiff_t>(first);
        const double loss =
            std::accumulate(from, from + static_cast<std::ptrdiff_t>(count), 0.0) / static_cast<double>(count);
        const double rate = rates[first + count / 2];
        table.add({figure(rate), figure(loss)});
        if (loss < best_loss) {
            best_loss = loss;
            best_rate = rate;
        }
    }
    return table.str() + "\nthe loss is lowest at " + figure(best_rate) + "; a tenth of that, " +
           figure(best_rate / 10) + ", is a learning rate to begin with\n";
}

}  // namespace glia::cli
