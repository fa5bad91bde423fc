#include "plugin_check/library.hpp"

#include <dlfcn.h>

#include "plugin_check/outcome.hpp"

namespace glia::cli::plugin_check {

const glia_plugin_t& open_plugin(const std::string& path) {
    void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) throw Broken(std::string("it cannot be loaded: ") + ::dlerror());
    const void* const symbol = ::dlsym(handle, "glia_plugin_v1");
    if (symbol == nullptr) throw Broken("it does not define glia_plugin_v1");
    return *static_cast<const glia_plugin_t*>(symbol);
}

void* function_address(const char* name) {
    return ::dlsym(RTLD_DEFAULT, name);
}

}  // namespace glia::cli::plugin_check
