#include "core/plugins.hpp"

#include "plugin/embedded_plugins.hpp"
#include "plugin/registry.hpp"

namespace glia::test {

ActivationFinder standard_activations() {
    static const bool added = [] {
        // Where they are linked into the program, those are tested.
        if (embedded_plugins().empty()) Registry::process().add_directory(GLIA_TEST_PLUGINS);
        return true;
    }();
    static_cast<void>(added);
    return [](std::string_view name) { return Registry::process().find(name).table; };
}

}  // namespace glia::test
