// The one door to logging. Nothing but log.cpp knows spdlog.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "base/format.hpp"
#include "glia/log.h"

namespace glia {

bool log_enabled(std::int32_t level) noexcept;
void log_message(std::int32_t level, std::string_view message) noexcept;

void set_log_level(std::int32_t level) noexcept;
std::int32_t log_level() noexcept;
void set_log_callback(glia_log_callback callback, void* user, void (*destroy)(void*));

// log(GLIA_LOG_WARN, "{} is deprecated", name); never throws: a message that cannot be built is dropped.
template <class... Arguments>
void log(std::int32_t level, fmt::format_string<Arguments...> text, Arguments&&... arguments) noexcept {
    if (!log_enabled(level)) return;
    try {
        log_message(level, glia::format(text, std::forward<Arguments>(arguments)...));
    } catch (...) {
    }
}

}  // namespace glia
