// glia activations: glia plugin list, and with a name glia plugin describe; and the check of a derivative.
#include <memory>

#include "activations.hpp"
#include "command.hpp"
#include "gradient_report.hpp"
#include "handles.hpp"

namespace glia::cli {
namespace {

struct ActivationsOptions {
    std::string name;  // "": all
    bool check = false;
    bool json = false;
};

void activations(const ActivationsOptions& options) {
    if (options.check) {
        glia_gradient_report* report = nullptr;
        check(glia_activation_check_gradient(&report, options.name.c_str()));
        tell(Report(report).get(), Checked::activation, options.name, options.json);
    } else if (options.name.empty()) {
        list_activations(options.json);
    } else {
        describe_activation(options.name, options.json, false);
    }
}

}  // namespace

Command add_activations(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("activations", "List the activations that can be used");
    const auto options = std::make_shared<ActivationsOptions>();
    command.add_option("NAME", options->name, "describe this one [list all]")->option_text(" ");
    command
        .add_flag(
            "--check", options->check,
            "compare the derivative of NAME, which may be a\nSPEC, with differences; exits with 1 where\nit is wrong")
        ->option_text(" ")
        ->needs(command.get_option("NAME"));
    command.add_flag("--json", options->json, "as JSON, for programs");
    command.footer(
        "The same as 'glia plugin list', or 'glia plugin describe NAME'.\n\n"
        "Examples:\n"
        "  glia activations\n"
        "  glia activations leaky_relu\n"
        "  glia activations \"leaky_relu(alpha=0.3)\" --check");
    return {&command, [options] { activations(*options); }};
}

}  // namespace glia::cli
