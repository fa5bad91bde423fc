#include "plugin/dynamic_library.hpp"

#include <dlfcn.h>

#include <charconv>
#include <cstdint>
#include <fstream>
#include <string_view>

#include "plugin/floating_point_guard.hpp"
#include "plugin/refusal.hpp"

namespace glia {
namespace {

// dlerror often repeats the path that the text opens with anyway.
std::string loader_message(const std::string& path) {
    const char* const text = ::dlerror();
    std::string_view message = text != nullptr ? text : "the dynamic loader gives no reason";
    const std::string repeated = path + ": ";
    if (message.substr(0, repeated.size()) == repeated) message.remove_prefix(repeated.size());
    return printable(message, 300);
}

// The kernel knows every mapping's absolute path: "7f00-7f10 r-xp 00000000 08:01 1234   /lib/libglia.so.1".
std::string mapped_file(const void* address) {
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        const char* const last = line.data() + line.size();
        const auto dash = std::from_chars(line.data(), last, begin, 16);
        if (dash.ptr == last || *dash.ptr != '-') continue;
        std::from_chars(dash.ptr + 1, last, end, 16);
        if (wanted < begin || wanted >= end) continue;
        const std::size_t slash = line.find('/');
        return slash == std::string::npos ? "" : line.substr(slash);
    }
    return "";
}

}  // namespace

DynamicLibrary::DynamicLibrary(const PluginFile& file) {
    const FloatingPointGuard guard;
    handle_ = ::dlopen(file.path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) {
        throw refused(plugin_subject(file.path), "it cannot be loaded: {}", loader_message(file.path));
    }
}

DynamicLibrary::~DynamicLibrary() {
    if (handle_ == nullptr || kept_) return;
    const FloatingPointGuard guard;
    ::dlclose(handle_);
}

const void* DynamicLibrary::symbol(const char* name) const noexcept {
    const void* const address = ::dlsym(handle_, name);
    if (address == nullptr) return nullptr;
    // dlsym also looks into the libraries that this one depends on, which may be plugins themselves. The two maps are
    // compared by address and never read: they belong to the dynamic loader, and are guarded by its lock.
    void* self = nullptr;
    void* owner = nullptr;
    Dl_info unused = {};
    const bool known =
        ::dlinfo(handle_, RTLD_DI_LINKMAP, &self) == 0 && ::dladdr1(address, &unused, &owner, RTLD_DL_LINKMAP) != 0;
    return known && self == owner ? address : nullptr;
}

std::string module_path(const void* address) {
    Dl_info info = {};
    if (::dladdr(address, &info) == 0 || info.dli_fname == nullptr) return "";
    // A relative name means what it meant at load time, when the working directory may have been another; for the
    // program itself it is no more than argv[0].
    return info.dli_fname[0] == '/' ? info.dli_fname : mapped_file(address);
}

}  // namespace glia
