// glia inspect: what is in a model file.
#include <algorithm>
#include <memory>

#include "command.hpp"
#include "data.hpp"
#include "handles.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"

namespace glia::cli {
namespace {

struct InspectOptions {
    std::string model;
    bool json = false;
};

// "3 (setosa, versicolor, virginica)"; the beginning of a long list.
std::string list_of(const std::vector<std::string>& names) {
    constexpr std::size_t most_listed = 20;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), most_listed); ++i) list += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most_listed) list += ", ...";
    return grouped(names.size()) + " (" + list + ")";
}

std::string description(const glia_model* model) {
    std::string lines = text([&](auto... out) { return glia_model_describe(model, out...); });
    const std::vector<std::string> names = class_names(model);
    if (!names.empty()) lines += "classes: " + list_of(names) + "\n";
    const std::string loss = text([&](auto... out) { return glia_model_loss(model, out...); });
    if (!loss.empty()) lines += "loss: " + loss + "\n";
    return lines;
}

void inspect(const InspectOptions& options) {
    const Model model = load_model(options.model);
    print(options.json ? text([&](auto... out) { return glia_model_describe_json(model.get(), out...); }) + "\n"
                       : description(model.get()));
}

}  // namespace

Command add_inspect(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("inspect", "Show what is in a model file");
    const auto options = std::make_shared<InspectOptions>();
    add_model(command, options->model);
    command.add_flag("--json", options->json, "as a JSON object, for programs");
    command.footer(
        "Examples:\n"
        "  glia inspect iris.safetensors\n"
        "  glia inspect iris.safetensors --json");
    return {&command, [options] { inspect(*options); }};
}

}  // namespace glia::cli
