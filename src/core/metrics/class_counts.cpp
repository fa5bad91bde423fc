#include "core/metrics/class_counts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/special_numbers.hpp"
#include "core/data/class_indices.hpp"
#include "core/data/row_weights.hpp"

namespace glia {
namespace {

double sum(std::span<const double> values) noexcept {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double dot(std::span<const double> a, std::span<const double> b) noexcept {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double ratio(double part, double whole) noexcept {
    return whole == 0 ? 0 : part / whole;
}

}  // namespace

double precision(double right, double /*truth*/, double predicted) noexcept {
    return ratio(right, predicted);
}

double recall(double right, double truth, double /*predicted*/) noexcept {
    return ratio(right, truth);
}

double f1(double right, double truth, double predicted) noexcept {
    return ratio(2 * right, truth + predicted);
}

double macro(const ClassCounts& counts, ClassScore score) noexcept {
    double total = 0;
    std::size_t classes = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        if (!counts.labels && counts.truth[k] == 0 && counts.predicted[k] == 0) continue;
        total += score(counts.right[k], counts.truth[k], counts.predicted[k]);
        ++classes;
    }
    return counts.weight == 0 ? undefined : total / static_cast<double>(classes);
}

double micro(const ClassCounts& counts, ClassScore score) noexcept {
    return counts.weight == 0 ? undefined : score(sum(counts.right), sum(counts.truth), sum(counts.predicted));
}

double weighted(const ClassCounts& counts, ClassScore score) noexcept {
    double total = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        total += counts.truth[k] * score(counts.right[k], counts.truth[k], counts.predicted[k]);
    }
    return counts.weight == 0 ? undefined : ratio(total, sum(counts.truth));
}

double binary(const ClassCounts& counts, ClassScore score) noexcept {
    return counts.weight == 0 ? undefined : score(counts.right[1], counts.truth[1], counts.predicted[1]);
}

double counted_accuracy(const ClassCounts& counts) noexcept {
    if (counts.weight == 0) return undefined;
    if (!counts.labels) return sum(counts.right) / counts.weight;
    const double answers = counts.weight * static_cast<double>(counts.size());
    // Wrong are the labels that hold unseen, and those that are seen and do not hold.
    return 1 - (sum(counts.truth) + sum(counts.predicted) - 2 * sum(counts.right)) / answers;
}

double balanced_accuracy(const ClassCounts& counts) noexcept {
    double total = 0;
    std::size_t classes = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        if (counts.truth[k] == 0) continue;
        total += counts.right[k] / counts.truth[k];
        ++classes;
    }
    return counts.weight == 0 ? undefined : total / static_cast<double>(classes);
}

double matthews_correlation(const ClassCounts& counts) noexcept {
    if (counts.weight == 0) return undefined;
    const double s = counts.weight;
    const double covariance = sum(counts.right) * s - dot(counts.truth, counts.predicted);
    const double of_predicted = s * s - dot(counts.predicted, counts.predicted);
    const double of_truth = s * s - dot(counts.truth, counts.truth);
    // Rounding may leave less than nothing where there is one class alone.
    return of_predicted <= 0 || of_truth <= 0 ? 0 : covariance / (std::sqrt(of_predicted) * std::sqrt(of_truth));
}

double cohen_kappa(const ClassCounts& counts) noexcept {
    const double s = counts.weight;
    const double by_chance = dot(counts.truth, counts.predicted) / (s * s);
    return s == 0 || by_chance >= 1 ? undefined : (sum(counts.right) / s - by_chance) / (1 - by_chance);
}

CountedClasses::CountedClasses(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                               std::span<const float> weights, std::size_t class_count)
    : right_(class_count), truth_(class_count), predicted_(class_count) {
    check_class_indices("truth", truth, class_count);
    check_class_indices("predicted", predicted, class_count);
    check_row_weights(weights);
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double weight = weights.empty() ? 1 : static_cast<double>(weights[i]);
        truth_[static_cast<std::size_t>(truth[i])] += weight;
        predicted_[static_cast<std::size_t>(predicted[i])] += weight;
        if (truth[i] == predicted[i]) right_[static_cast<std::size_t>(truth[i])] += weight;
        weight_ += weight;
    }
}

ClassCounts CountedClasses::counts() const noexcept {
    return {right_, truth_, predicted_, weight_};
}

}  // namespace glia
