// Whether what is called probable by so much comes true as often.
#pragma once

#include <cstddef>
#include <span>

#include "glia/metrics.h"

namespace glia {

// Probabilities in (0, 1] cut into bins of equal width, of which each holds its upper edge; the first holds 0 too.
// What is gathered of a bin, one after another in an array of doubles.
struct CalibrationBin {
    double weight = 0;
    double probability = 0;  // sum, weighted
    double truth = 0;        // the weight of what came true
};

inline constexpr std::size_t numbers_of_bin = 3;
// More bins than that tell noise.
inline constexpr std::size_t max_calibration_bins = GLIA_MAX_CALIBRATION_BINS;

// Adds to its bin in `gathered`, numbers_of_bin for each bin. The probability is in [0, 1], up to rounding.
void add_to_bin(double probability, bool truth, double weight, std::span<double> gathered) noexcept;

CalibrationBin bin_of(std::span<const double> gathered, std::size_t index) noexcept;

// NaN where nothing is gathered.
double expected_calibration_error(std::span<const double> gathered) noexcept;

}  // namespace glia
