#include "plugin/embedded_plugins.hpp"

#include <filesystem>
#include <system_error>

#include "plugin/dynamic_library.hpp"

namespace glia {

[[gnu::weak]] std::span<const EmbeddedPlugin> embedded_plugins() noexcept {
    return {};
}

const glia_plugin_t* embedded_plugin(std::string_view name) noexcept {
    for (const EmbeddedPlugin& each : embedded_plugins()) {
        if (name == each.name) return each.plugin;
    }
    return nullptr;
}

const std::string& embedded_place() {
    static const std::string* const place = [] {
        if (embedded_plugins().empty()) return new std::string;
        std::error_code code;
        const std::string library = module_path(reinterpret_cast<const void*>(&embedded_place));
        const std::filesystem::path real = std::filesystem::canonical(library, code);
        return new std::string(code ? "/libglia" : real.native());  // a name that no directory has will do
    }();
    return *place;
}

}  // namespace glia
