// glia/cpp/library.hpp: system, specs and messages.
#ifndef GLIA_CPP_LIBRARY_HPP
#define GLIA_CPP_LIBRARY_HPP

#include <functional>
#include <memory>
#include <string>

#include "glia/cpp/handle.hpp"
#include "glia/log.h"
#include "glia/spec.h"
#include "glia/system.h"

namespace glia {

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
