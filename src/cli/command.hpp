// The subcommands. Each add_* declares its options and says what to do once they are read.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>
#include <vector>

namespace glia::cli {

struct Command {
    CLI::App* options;
    std::function<void()> run;  // throws Failure; not asked for where there are subcommands
    std::vector<Command> subcommands = {};
};

// Columns in which descriptions of options and of commands begin, so that they end before column 80.
inline constexpr std::size_t option_column = 34;
inline constexpr std::size_t command_column = 16;

Command add_train(CLI::App& app);
Command add_predict(CLI::App& app);
Command add_evaluate(CLI::App& app);
Command add_check(CLI::App& app);
Command add_inspect(CLI::App& app);
Command add_activations(CLI::App& app);
Command add_plugin(CLI::App& app);
Command add_bench(CLI::App& app);
Command add_fold(CLI::App& app);

}  // namespace glia::cli
