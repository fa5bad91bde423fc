#include "core/metrics/calibration.hpp"

#include <algorithm>
#include <cmath>

namespace glia {

void add_to_bin(double probability, bool truth, double weight, std::span<double> gathered) noexcept {
    const auto bins = static_cast<double>(gathered.size() / numbers_of_bin);
    const double above = std::ceil(std::clamp(probability, 0.0, 1.0) * bins);
    const std::size_t index = above < 1 ? 0 : static_cast<std::size_t>(above) - 1;
    double* const bin = gathered.data() + index * numbers_of_bin;
    bin[0] += weight;
    bin[1] += weight * probability;
    if (truth) bin[2] += weight;
}

CalibrationBin bin_of(std::span<const double> gathered, std::size_t index) noexcept {
    const double* const bin = gathered.data() + index * numbers_of_bin;
    return {bin[0], bin[1], bin[2]};
}

double expected_calibration_error(std::span<const double> gathered) noexcept {
    double error = 0;
    double weight = 0;
    for (std::size_t i = 0; i < gathered.size() / numbers_of_bin; ++i) {
        const CalibrationBin bin = bin_of(gathered, i);
        error += std::abs(bin.truth - bin.probability);
        weight += bin.weight;
    }
    return error / weight;
}

}  // namespace glia
