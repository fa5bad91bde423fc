// glia plugin path: where activations are searched, and which file one of them is.
#include <memory>

#include "activations.hpp"
#include "glia/registry.h"
#include "handles.hpp"
#include "output.hpp"
#include "plugin_command.hpp"

namespace glia::cli {
namespace {

void tell_path(const std::string& spec) {
    if (spec.empty()) {
        print(text([](auto... out) { return glia_registry_search_path(out...); }) + "\n");
        return;
    }
    const std::string name = name_of_activation(spec);
    print(text([&](auto... out) { return glia_registry_path(name.c_str(), out...); }) + "\n");
}

}  // namespace

Command add_plugin_path(CLI::App& plugin) {
    CLI::App& command = *plugin.add_subcommand("path", "Tell where activations are searched, or the file of one");
    const auto spec = std::make_shared<std::string>();
    command.add_option("NAME", *spec, "the file of this one [the directories\nsearched, in order, one a line]")
        ->option_text(" ");
    command.footer(
        "Examples:\n"
        "  glia plugin path\n"
        "  glia plugin path relu");
    return {&command, [spec] { tell_path(*spec); }};
}

}  // namespace glia::cli
