// The subcommands. Each add_* declares its options and says what to do once they are read.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace glia::cli {

struct Command {
    CLI::App* options;
    std::function<void()> run;  // throws Failure
};

Command add_train(CLI::App& app);
Command add_predict(CLI::App& app);
Command add_evaluate(CLI::App& app);
Command add_check(CLI::App& app);
Command add_inspect(CLI::App& app);
Command add_activations(CLI::App& app);
Command add_bench(CLI::App& app);
Command add_fold(CLI::App& app);

}  // namespace glia::cli
