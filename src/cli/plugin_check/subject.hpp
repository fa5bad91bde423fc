// What a test is about: one activation of one file, with the kernels for one instruction set.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glia/plugin.h"

namespace glia::cli::plugin_check {

struct Subject {
    std::string path;
    std::string activation;   // its name; "" where the file is tested as a whole
    std::uint32_t index = 0;  // within the file
    std::uint32_t isa = GLIA_ISA_BASELINE;
    std::uint64_t seed = 0;  // draws all random numbers
};

// "baseline", "avx2", "avx512": what GLIA_CPU takes.
const char* isa_name(std::uint32_t isa);

// The activation's table, of the plugin loaded into this process and initialised. Throws Broken.
const glia_activation_t& open_table(const Subject& subject);

// Those that promises must hold for: the defaults, each parameter at the ends of its range, all at these together, and
// some numbers in between.
std::vector<std::vector<double>> parameter_sets(const glia_activation_t& table, std::uint64_t seed);

}  // namespace glia::cli::plugin_check
