#include "api/guard.hpp"
#include "base/log.hpp"

extern "C" {

glia_status glia_log_set_callback(glia_log_callback callback, void* user, void (*destroy)(void*)) {
    return glia::api::guard([&] { glia::set_log_callback(callback, user, destroy); });
}

glia_status glia_log_set_level(int32_t level) {
    return glia::api::guard([&] {
        if (level < GLIA_LOG_TRACE || level > GLIA_LOG_OFF) {
            throw glia::invalid("log level is {}; it must be from {} (trace) to {} (off)", level, +GLIA_LOG_TRACE,
                                +GLIA_LOG_OFF);
        }
        glia::set_log_level(level);
    });
}

int32_t glia_log_level(void) {
    return glia::log_level();
}
}
