#define FMT_HEADER_ONLY  // see base/format.hpp
#include "base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>

#include "base/text.hpp"

namespace glia {
namespace {

constexpr std::array<const char*, 6> level_names = {"trace", "debug", "info", "warn", "error", "off"};

spdlog::level::level_enum to_spdlog(std::int32_t level) {
    switch (level) {
        case GLIA_LOG_TRACE:
            return spdlog::level::trace;
        case GLIA_LOG_DEBUG:
            return spdlog::level::debug;
        case GLIA_LOG_INFO:
            return spdlog::level::info;
        case GLIA_LOG_WARN:
            return spdlog::level::warn;
        case GLIA_LOG_ERROR:
            return spdlog::level::err;
        default:
            return spdlog::level::off;
    }
}

std::int32_t from_spdlog(spdlog::level::level_enum level) {
    switch (level) {
        case spdlog::level::trace:
            return GLIA_LOG_TRACE;
        case spdlog::level::debug:
            return GLIA_LOG_DEBUG;
        case spdlog::level::info:
            return GLIA_LOG_INFO;
        case spdlog::level::warn:
            return GLIA_LOG_WARN;
        case spdlog::level::off:
            return GLIA_LOG_OFF;
        default:
            return GLIA_LOG_ERROR;
    }
}

// Hands messages to the host's callback, or to stderr while there is none. base_sink's mutex keeps calls one at a time
// and makes a replaced callback's last call end before `replace` returns.
class HostSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
    HostSink() { stderr_.set_pattern("glia: %l: %v"); }

    void replace(glia_log_callback callback, void* user, void (*destroy)(void*)) {
        void* old_user = user;
        void (*old_destroy)(void*) = destroy;
        {
            const std::lock_guard lock(mutex_);
            callback_ = callback;
            std::swap(old_user, user_);
            std::swap(old_destroy, destroy_);
        }
        if (old_destroy != nullptr) old_destroy(old_user);
    }

 protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        if (callback_ == nullptr) {
            stderr_.log(message);
            return;
        }
        const std::string text(message.payload.data(), message.payload.size());
        callback_(from_spdlog(message.level), text.c_str(), user_);
    }
    void flush_() override {}

 private:
    spdlog::sinks::stderr_sink_st stderr_;
    glia_log_callback callback_ = nullptr;
    void* user_ = nullptr;
    void (*destroy_)(void*) = nullptr;
};

constexpr std::int32_t unknown_level = -1;

std::int32_t level_from_environment() {
    const char* request = std::getenv("GLIA_LOG_LEVEL");
    if (request == nullptr) return GLIA_LOG_WARN;
    for (std::size_t i = 0; i < level_names.size(); ++i) {
        if (std::strcmp(request, level_names[i]) == 0) return static_cast<std::int32_t>(i);
    }
    return unknown_level;
}

struct Log {
    std::shared_ptr<HostSink> sink = std::make_shared<HostSink>();
    spdlog::logger logger{"glia", sink};

    Log() {
        logger.set_error_handler([](const std::string&) {});  // spdlog would print
        const std::int32_t level = level_from_environment();
        logger.set_level(to_spdlog(level == unknown_level ? +GLIA_LOG_WARN : level));
        if (level != unknown_level) return;
        logger.warn("GLIA_LOG_LEVEL is '{}'; known are trace, debug, info, warn, error and off. Using warn.",
                    printable(std::getenv("GLIA_LOG_LEVEL")));
    }
};

// Never destroyed: a message may come from a thread that outlives static destruction.
Log& instance() {
    static Log* const log = new Log;
    return *log;
}

}  // namespace

bool log_enabled(std::int32_t level) noexcept {
    return instance().logger.should_log(to_spdlog(level));
}

// A host's callback may call glia, which may log: that message is dropped, because the callback is not asked twice at
// once.
void log_message(std::int32_t level, std::string_view message) noexcept {
    thread_local bool in_callback = false;
    if (std::exchange(in_callback, true)) return;
    instance().logger.log(to_spdlog(level), spdlog::string_view_t(message.data(), message.size()));
    in_callback = false;
}

void set_log_level(std::int32_t level) noexcept {
    instance().logger.set_level(to_spdlog(level));
}

std::int32_t log_level() noexcept {
    return from_spdlog(instance().logger.level());
}

void set_log_callback(glia_log_callback callback, void* user, void (*destroy)(void*)) {
    instance().sink->replace(callback, user, destroy);
}

}  // namespace glia
