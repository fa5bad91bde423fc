// A stopped fit as plain data: by name, so that whoever stores it need not know what it means.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/buffer.hpp"

namespace glia {

// Every setting on which the bits of a fit depend, as text.
using SettingTexts = std::map<std::string, std::string, std::less<>>;
// Counts, figures and state, by name. Counts are whole numbers that a double holds exactly.
inline constexpr double largest_count = 0x1p53;
using NamedNumbers = std::map<std::string, std::vector<double>, std::less<>>;

// What is to be stored. The arrays are the trainer's own.
struct CheckpointView {
    SettingTexts settings;
    NamedNumbers numbers;
    std::map<std::string, std::span<const float>, std::less<>> arrays;
};

// What was stored.
struct Checkpoint {
    SettingTexts settings;
    NamedNumbers numbers;
    std::map<std::string, Buffer<float>, std::less<>> arrays;
};

}  // namespace glia
