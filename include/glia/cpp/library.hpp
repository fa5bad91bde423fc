// glia/cpp/library.hpp: version, system, specs and messages.
#ifndef GLIA_CPP_LIBRARY_HPP
#define GLIA_CPP_LIBRARY_HPP

#include <functional>
#include <memory>
#include <string>

#include "glia/cpp/handle.hpp"
#include "glia/log.h"
#include "glia/spec.h"
#include "glia/system.h"
#include "glia/version.h"

namespace glia {

// Of the loaded library: major * 10000 + minor * 100 + patch.
inline uint32_t version() noexcept {
    return glia_version();
}
inline std::string version_string() {
    return glia_version_string();
}

// Throws where the loaded library is older than these headers, or of another major version.
inline void require_version() {
    if (version() >= GLIA_VERSION && version() / 10000 == GLIA_VERSION_MAJOR) return;
    throw Error(GLIA_ERROR_UNSUPPORTED,
                "the loaded glia is " + version_string() + "; this program was built for " +
                    std::to_string(GLIA_VERSION_MAJOR) + "." + std::to_string(GLIA_VERSION_MINOR) + "." +
                    std::to_string(GLIA_VERSION_PATCH) + " or a later " + std::to_string(GLIA_VERSION_MAJOR));
}

// The name of a status, such as "GLIA_ERROR_NOT_FOUND".
inline std::string status_name(glia_status status) {
    return glia_status_name(status);
}

// Which OpenBLAS and which instruction set are in use, as system.h tells; the first is JSON.
inline std::string blas_info() {
    return detail::text(glia_blas_info);
}
inline std::string cpu_name() {
    return glia_cpu_name();
}

// What is chosen by name (spec.h).
namespace spec {

// The members of a family, and one of them, both as JSON.
inline std::string list(const std::string& family) {
    return detail::text(glia_spec_list, family.c_str());
}
inline std::string describe(const std::string& family, const std::string& name) {
    return detail::text(glia_spec_describe, family.c_str(), name.c_str());
}
// Throws where the spec is wrong.
inline void check(const std::string& family, const std::string& text) {
    detail::call(glia_spec_check, family.c_str(), text.c_str());
}

}  // namespace spec

// What glia tells about its work (log.h).
namespace logging {

// Takes a GLIA_LOG_* level and one line. It must not call functions of this namespace.
using Callback = std::function<void(int32_t level, const std::string& message)>;

// Sends messages to a callback instead of stderr.
inline void set_callback(Callback callback) {
    auto kept = std::make_unique<Callback>(std::move(callback));
    const auto receive = [](int32_t level, const char* message, void* user) {
        detail::run([&] {
            (*static_cast<Callback*>(user))(level, message);
            return true;
        });
    };
    const glia_status status =
        detail::status_of(glia_log_set_callback, +receive, kept.get(), detail::destroy_kept<Callback>);
    detail::hand_over(kept, status);
}
// Back to stderr.
inline void remove_callback() {
    detail::call(glia_log_set_callback, nullptr, nullptr, nullptr);
}
// The level in force, one of GLIA_LOG_*: messages of it and above are let through.
inline void set_level(int32_t level) {
    detail::call(glia_log_set_level, level);
}
inline int32_t level() noexcept {
    return glia_log_level();
}

}  // namespace logging
}  // namespace glia

#endif
