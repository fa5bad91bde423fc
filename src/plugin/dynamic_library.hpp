// A shared object in the process: the one door to dlfcn.h.
#pragma once

#include <string>
#include <utility>

#include "plugin/plugin_file.hpp"

namespace glia {

class DynamicLibrary {
 public:
    // Loads a checked file: all symbols resolved now, none of them visible to other libraries. The constructors of the
    // library run here; the floating-point environment is as before afterwards. Throws Error (PLUGIN).
    explicit DynamicLibrary(const PluginFile& file);
    // Unloads, unless kept.
    ~DynamicLibrary();
    DynamicLibrary(DynamicLibrary&& other) noexcept
        : handle_(std::exchange(other.handle_, nullptr)), kept_(other.kept_) {}
    DynamicLibrary& operator=(DynamicLibrary&&) = delete;

    // The address of what this very library defines as `name`, not one that it depends on; NULL if it does not.
    const void* symbol(const char* name) const noexcept;

    // From now on the library stays in the process for ever: its code may be running, or be called, anywhere.
    void keep() noexcept { kept_ = true; }

 private:
    void* handle_;
    bool kept_ = false;
};

// The absolute path of the program or library that holds `address`; "" if it cannot be told.
std::string module_path(const void* address);

}  // namespace glia
