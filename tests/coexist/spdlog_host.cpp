// A program with a spdlog of its own, the shared library, whose functions the loader offers to everybody. Each logs
// where it was told, whatever becomes of the other.
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>

#include "glia/glia.h"

namespace {

std::string received;  // what glia gave to the callback

void receive(std::int32_t, const char* message, void*) {
    received += std::string(message) + '\n';
}

std::string content(const char* path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Has glia say something: a plugin is asked for that does not exist, on a search path with a relative directory.
bool let_glia_speak() {
    float y = 0;
    return glia_activation_values("no_such_activation", 1, 1, &y, &y) == GLIA_ERROR_NOT_FOUND;
}

int fail(const char* what, const std::string& found) {
    std::printf("%s: '%s'\n", what, found.c_str());
    return 1;
}

}  // namespace

int main() {
    constexpr const char* stderr_file = "spdlog_host_stderr.txt";
    setenv("GLIA_PLUGIN_PATH", "relative", 1);
    if (std::freopen(stderr_file, "w", stderr) == nullptr) return 2;

    std::ostringstream own;
    const auto logger = std::make_shared<spdlog::logger>("host", std::make_shared<spdlog::sinks::ostream_sink_mt>(own));
    spdlog::set_default_logger(logger);
    spdlog::set_pattern("%n: %l: %v");
    spdlog::set_level(spdlog::level::trace);
    spdlog::warn("before {}", 1);

    if (!let_glia_speak()) return fail("glia_activation_values", glia_last_error());
    if (own.str() != "host: warning: before 1\n") return fail("glia wrote to the program's log", own.str());
    const std::string on_stderr = content(stderr_file);
    if (on_stderr != "glia: warning: GLIA_PLUGIN_PATH: 'relative' is ignored: it is not an absolute path\n") {
        return fail("on stderr", on_stderr);
    }

    // Each keeps its level and its place, also when the other's are changed or gone.
    if (glia_log_set_callback(receive, nullptr, nullptr) != GLIA_OK || glia_log_set_level(GLIA_LOG_OFF) != GLIA_OK) {
        return fail("glia_log_set", glia_last_error());
    }
    spdlog::trace("glia is off");
    if (own.str() != "host: warning: before 1\nhost: trace: glia is off\n") return fail("own log", own.str());
    spdlog::set_level(spdlog::level::off);
    spdlog::shutdown();
    glia_log_set_level(GLIA_LOG_TRACE);
    float y = 0;
    if (glia_activation_values("relu", 1, 1, &y, &y) != GLIA_OK) return fail("relu", glia_last_error());
    if (received.find("relu") == std::string::npos)
        return fail("glia is silent after the program's shutdown", received);
    if (own.str().find("relu") != std::string::npos) return fail("glia wrote to the program's log", own.str());
    if (content(stderr_file) != on_stderr) return fail("on stderr, with a callback", content(stderr_file));
    return 0;
}
