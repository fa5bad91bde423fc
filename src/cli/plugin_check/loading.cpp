// Whether glia takes the file, and whether loading it leaves the process as it was.
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "failure.hpp"
#include "glia/registry.h"
#include "number.hpp"
#include "plugin_check/floating_point.hpp"
#include "plugin_check/glia_load.hpp"
#include "plugin_check/library.hpp"
#include "plugin_check/outcome.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

// The library is loaded already, and initialised.
std::string names_in(const std::string& path) {
    const glia_plugin_t& plugin = open_plugin(path);
    std::string names;
    for (std::uint32_t i = 0; i < plugin.count(); ++i) names += plugin.activation(i)->name + std::string("\n");
    return names;
}

}  // namespace

void load_permitting(const Subject& subject) {
    ::setenv("GLIA_CPU", isa_name(subject.isa), 1);
    if (glia_registry_load(subject.path.c_str()) != GLIA_OK) throw Broken(glia_last_error());
}

// Returns the names of the activations, one a line.
std::string load_with_glia(const Subject& subject) {
    load_permitting(subject);
    const std::string names = names_in(subject.path);
    const std::string expected = std::filesystem::path(subject.path).stem().string();
    if (("\n" + names).find("\n" + expected + "\n") == std::string::npos) {
        throw Broken("no activation is named '" + expected +
                     "', as the file is: glia finds an activation by the name "
                     "of its file");
    }
    return names;
}

std::string load_directly(const Subject& subject) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    const FloatingPointMode before = FloatingPointMode::now();
    const glia_plugin_t& plugin = open_plugin(subject.path);
    before.require_kept("loading the file");
    const glia_host_t host = {sizeof(glia_host_t), GLIA_PLUGIN_ABI, subject.isa, 0};
    if (const std::int32_t refused = plugin.init(&host); refused != 0) {
        throw Broken("init returns " + std::to_string(refused));
    }
    before.require_kept("init");
    const std::uint32_t count = plugin.count();
    for (std::uint32_t i = 0; i < count; ++i) {
        if (plugin.activation(i) != plugin.activation(i)) {
            throw Broken("activation(" + std::to_string(i) + ") is not the same pointer each time");
        }
    }
    if (plugin.count() != count) throw Broken("count() is not the same each time");
    const std::chrono::duration<double, std::milli> taken = Clock::now() - begin;
    return fixed(taken.count(), 1) + " ms";
}

}  // namespace glia::cli::plugin_check
