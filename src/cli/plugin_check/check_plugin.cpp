// glia plugin check: whether plugins keep what they promise.
#include <memory>
#include <random>

#include "failure.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"
#include "plugin_check/plan.hpp"
#include "plugin_check/report.hpp"
#include "plugin_command.hpp"

namespace glia::cli::plugin_check {
namespace {

struct CheckPluginOptions {
    std::vector<std::string> plugins;
    std::string seed;  // "": another one each time
    unsigned limit = 10;
    std::vector<std::string> tests;
    bool json = false;
};

std::uint64_t seed_of(const CheckPluginOptions& options) {
    return options.seed.empty() ? std::random_device()() : std::stoull(options.seed);
}

std::string as_json(const std::vector<FileReport>& reports, std::uint64_t seed, bool passed) {
    Json json;
    json["passed"] = passed;
    json["seed"] = seed;
    json["files"] = Json::array();
    for (const FileReport& report : reports) json["files"].push_back(report_json(report));
    // What a plugin prints may be no UTF-8.
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void check_plugins(const CheckPluginOptions& options) {
    const Settings settings = {seed_of(options), options.limit, options.tests};
    std::vector<std::string> paths;
    for (const std::string& each : options.plugins) paths.push_back(find_plugin(each, settings.limit));
    std::vector<FileReport> reports;
    std::size_t failed = 0;
    for (const std::string& path : paths) {
        reports.push_back(check_file(path, settings));
        failed += reports.back().failures();
        if (!options.json) print((reports.size() == 1 ? "" : "\n") + report_text(reports.back()));
    }
    if (options.json) print(as_json(reports, settings.seed, failed == 0));
    if (failed == 0) return;
    throw Failure(count_of(failed, "test") + " failed; --reproduce " + std::to_string(settings.seed) +
                  " draws the same numbers again");
}

}  // namespace
}  // namespace glia::cli::plugin_check

namespace glia::cli {

Command add_plugin_check(CLI::App& plugin) {
    using plugin_check::CheckPluginOptions;
    CLI::App& command = *plugin.add_subcommand("check", "Test whether a plugin keeps what it promises");
    const auto options = std::make_shared<CheckPluginOptions>();
    command.add_option("FILE", options->plugins, "plugin files, or names of activations")
        ->required()
        ->check(file_name())
        ->option_text("...");
    command.add_option("--reproduce", options->seed, "draw the numbers of an earlier run, which\ntold this seed")
        ->check(whole_number(0))
        ->option_text("SEED");
    command.add_option("--test", options->tests, "run this test of activations alone; may be\ngiven again [all]")
        ->allow_extra_args(false)
        ->check(name_among("test", plugin_check::test_names()))
        ->option_text("NAME");
    command.add_option("--time-limit", options->limit, "seconds of processor time that a test may\ntake [10]")
        ->check(whole_number(1, 3600))
        ->option_text("N");
    command.add_flag("--json", options->json, "as a JSON object, for programs");
    command.footer(
        "Each test runs in a process of its own, with each instruction set that this\n"
        "processor and GLIA_CPU permit; the report names these, and those left out.\n"
        "Only files can be tested: not activations inside libglia, where it was built\n"
        "with GLIA_EMBED_PLUGINS.\n"
        "Exits with 1 where a test has failed.\n\n"
        "Examples:\n"
        "  glia plugin check ./cube.so\n"
        "  glia plugin check relu --json\n"
        "  glia plugin check ./cube.so --test gradient --reproduce 2891336453");
    return {&command, [options] { plugin_check::check_plugins(*options); }};
}

}  // namespace glia::cli
