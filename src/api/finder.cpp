#include "api/finder.hpp"

#include "plugin/registry.hpp"

namespace glia::api {

ActivationFinder registry_finder() {
    return [](std::string_view name) { return Registry::process().table(name); };
}

}  // namespace glia::api
