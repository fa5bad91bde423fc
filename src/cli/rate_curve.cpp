#include "rate_curve.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "number.hpp"
#include "output.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

constexpr std::size_t most_steps = 1'000'000;
// A line of the table is the mean of so many updates at least, as single batches are noisy.
constexpr std::size_t least_together = 5;
constexpr std::size_t most_lines = 20;

// Reads a number and the separator behind it, unless it is the last. False where there is none.
template <class Number>
bool take(const char*& at, const char* last, char separator, Number& number) {
    const auto [end, error] = std::from_chars(at, last, number);
    if (error != std::errc{}) return false;
    at = end;
    if (separator == '\0') return at == last;
    return at != last && *at++ == separator;
}

}  // namespace

RateRange parse_rate_range(const std::string& text) {
    RateRange range;
    const char* at = text.data();
    const char* const last = at + text.size();
    const bool read =
        take(at, last, ':', range.lowest) && take(at, last, ':', range.highest) && take(at, last, '\0', range.steps);
    // The comparisons are false for NaN too.
    const bool rises = range.lowest > 0 && range.highest > range.lowest && std::isfinite(range.highest);
    if (read && rises && range.steps >= 2 && range.steps <= most_steps) return range;
    throw Failure("'" + text + "' is not LOW:HIGH:STEPS, such as " + default_rate_range +
                  ", with 0 < LOW < HIGH and steps from 2 to " + grouped(most_steps));
}

RateCurve measure_rates(const glia_trainer* trainer, const glia_dataset* train, const RateRange& range) {
    RateCurve curve{std::vector<double>(range.steps), std::vector<double>(range.steps)};
    std::size_t points = 0;
    check(glia_trainer_find_learning_rate(trainer, train, range.lowest, range.highest, range.steps, curve.rates.data(),
                                          curve.losses.data(), range.steps, &points));
    curve.rates.resize(points);
    curve.losses.resize(points);
    return curve;
}

std::string rate_table(const RateCurve& curve) {
    const std::size_t points = curve.rates.size();
    const std::size_t together = std::max(least_together, (points + most_lines - 1) / most_lines);
    Table table({Align::right, Align::right});
    table.add({"learning rate", "loss"});
    double best_loss = curve.losses[0];
    double best_rate = curve.rates[0];
    for (std::size_t first = 0; first < points; first += together) {
        const std::size_t count = std::min(together, points - first);
        const auto from = curve.losses.begin() + static_cast<std::ptrdiff_t>(first);
        const double loss =
            std::accumulate(from, from + static_cast<std::ptrdiff_t>(count), 0.0) / static_cast<double>(count);
        const double rate = curve.rates[first + count / 2];
        table.add({figure(rate), figure(loss)});
        if (loss < best_loss) {
            best_loss = loss;
            best_rate = rate;
        }
    }
    return table.str() + "\nthe loss is lowest at " + figure(best_rate) + "; a tenth of that, " +
           figure(best_rate / 10) + ", is a learning rate to begin with\n";
}

void write_curve(const RateCurve& curve, const std::string& path) {
    OutputFile file(path);
    std::string text = "learning_rate,loss\n";
    for (std::size_t i = 0; i < curve.rates.size(); ++i) {
        text += shortest(curve.rates[i]) + "," + shortest(curve.losses[i]) + "\n";
    }
    file.write(text);
    file.commit();
}

}  // namespace glia::cli
