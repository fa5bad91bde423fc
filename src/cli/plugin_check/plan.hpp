// All tests of a file, for each instruction set that is permitted here; the others are told too.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plugin_check/outcome.hpp"

namespace glia::cli::plugin_check {

struct Settings {
    std::uint64_t seed = 0;
    unsigned limit = 0;              // seconds of processor time for a test
    std::vector<std::string> tests;  // those to run; none: all
};

struct Result {
    std::string activation;  // "": of the file as a whole
    std::string test;
    std::uint32_t isa = 0;
    Outcome outcome;
};

// An instruction set that glia has kernels for, but no test was run with.
struct LeftOut {
    std::uint32_t isa = 0;
    std::string reason;
};

struct FileReport {
    std::string path;
    std::vector<std::uint32_t> isas;  // those of the tests
    std::vector<LeftOut> left_out;
    std::vector<std::string> activations;
    std::vector<Result> results;

    // How many tests have failed, each counted once for all instruction sets.
    std::size_t failures() const;
};

// The names of all tests of activations, in their order.
std::vector<std::string> test_names();

// The path of a plugin: `word` itself where it names a file, and otherwise what glia finds as an activation of that
// name. Throws Failure.
std::string find_plugin(const std::string& word, unsigned limit);

// `path` is absolute.
FileReport check_file(const std::string& path, const Settings& settings);

}  // namespace glia::cli::plugin_check
