// Which data a fit was given, so that a resumed one can tell whether it is given the same.
#pragma once

#include <cstdint>

#include "core/data/dataset.hpp"

namespace glia {

// A checksum of every number of a data set in memory, row by row: features, targets or classes, and weights.
std::uint64_t fingerprint(const Dataset& dataset);

}  // namespace glia
