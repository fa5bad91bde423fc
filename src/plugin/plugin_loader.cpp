#include "plugin/plugin_loader.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/cpu.hpp"
#include "base/log.hpp"
#include "plugin/dynamic_library.hpp"
#include "plugin/floating_point_guard.hpp"
#include "plugin/refusal.hpp"
#include "plugin/validation.hpp"

namespace glia {
namespace {

// Stops a count() gone wrong; no real plugin comes near.
constexpr std::uint32_t max_activations = 256;

// A plugin on its way: `busy` while one thread runs its functions, `ready` or with a refusal afterwards. It is neither
// when memory ran out on the way, and then the next thread goes on from there.
struct State {
    Plugin plugin;
    bool busy = false;
    bool ready = false;
    bool initialized = false;
    std::optional<Error> refusal;
};

// Every plugin whose functions have run, by its data symbol: equal for all paths that lead to one file. Never
// destroyed, as plugins may be opened while the program exits.
struct Table {
    std::mutex mutex;
    std::condition_variable changed;
    std::map<const glia_plugin_t*, State> states;
};

Table& table() {
    static Table* const instance = new Table;
    return *instance;
}

// The files that this thread is opening, innermost first. A plugin whose constructor or init asks glia for itself would
// otherwise be used half-made, or wait for itself.
class Opening {
 public:
    explicit Opening(const PluginFile& file) : file_(file), outer_(innermost) {
        for (const Opening* each = outer_; each != nullptr; each = each->outer_) {
            if (each->file_.device != file.device || each->file_.inode != file.inode) continue;
            throw refused(plugin_subject(file.path), "it is being loaded, and cannot be used before that has ended");
        }
        innermost = this;
    }
    ~Opening() { innermost = outer_; }
    Opening(const Opening&) = delete;
    Opening& operator=(const Opening&) = delete;

 private:
    static thread_local const Opening* innermost;

    const PluginFile& file_;
    const Opening* outer_;
};

thread_local const Opening* Opening::innermost = nullptr;

// Runs a function of the plugin. Nothing may leave it but its result; an exception is as good as a refusal.
template <class Function>
auto call(std::string_view subject, std::string_view name, Function function) {
    const FloatingPointGuard guard;
    try {
        return function();
    } catch (...) {
        throw refused(subject, "{} threw an exception", name);
    }
}

void initialize(const glia_plugin_t& data, std::string_view subject) {
    const glia_host_t host = {sizeof(glia_host_t), GLIA_PLUGIN_ABI, permitted_isa(), 0};
    const std::int32_t result = call(subject, "init", [&] { return data.init(&host); });
    if (result != 0) throw refused(subject, "init returned {}: it cannot work here", result);
}

void require_distinct_names(const std::vector<const glia_activation_t*>& activations, std::string_view subject) {
    for (auto each = activations.begin(); each != activations.end(); ++each) {
        const auto same = [&](const auto* other) { return std::strcmp(other->name, (*each)->name) == 0; };
        if (std::any_of(activations.begin(), each, same)) {
            throw refused(subject, "it defines activation '{}' twice", (*each)->name);
        }
    }
}

std::vector<const glia_activation_t*> enumerate(const glia_plugin_t& data, std::string_view subject) {
    const std::uint32_t count = call(subject, "count", [&] { return data.count(); });
    if (count == 0 || count > max_activations) {
        throw refused(subject, "count() is {}; it must be from 1 to {}", count, max_activations);
    }
    std::vector<const glia_activation_t*> result;
    for (std::uint32_t i = 0; i < count; ++i) {
        const glia_activation_t* const each = call(subject, "activation", [&] { return data.activation(i); });
        if (each == nullptr) throw refused(subject, "activation({}) is NULL, but count() is {}", i, count);
        validate_activation(*each, subject);
        result.push_back(each);
    }
    require_distinct_names(result, subject);
    return result;
}

// Makes this thread the only one that runs the plugin's functions, until the scope ends.
class Turn {
 public:
    Turn(State& state, std::unique_lock<std::mutex>& lock) : state_(state) {
        state_.busy = true;
        lock.unlock();
    }
    ~Turn() {
        const std::lock_guard lock(table().mutex);
        state_.busy = false;
        table().changed.notify_all();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

 private:
    State& state_;
};

// init and enumeration, once. Others that want the same plugin wait.
const Plugin& start(const glia_plugin_t& data, const PluginFile& file, std::string_view subject) {
    std::unique_lock lock(table().mutex);
    State& state = table().states[&data];
    table().changed.wait(lock, [&] { return !state.busy; });
    if (state.ready) return state.plugin;
    if (state.refusal) throw Error(*state.refusal);

    const Turn turn(state, lock);
    try {
        if (!state.initialized) initialize(data, subject);
        state.initialized = true;
        state.plugin = {file.path, data.id, data.version, enumerate(data, subject)};
        state.ready = true;
    } catch (const Error& e) {
        state.refusal = e;
        throw;
    }
    return state.plugin;
}

const Plugin& start_and_tell(const glia_plugin_t& data, const PluginFile& file, std::string_view subject) {
    const Plugin& plugin = start(data, file, subject);
    log(GLIA_LOG_DEBUG, "{}loaded: {} {}, activations: {}", subject, plugin.id, plugin.version,
        plugin.activations.size());
    return plugin;
}

}  // namespace

const Plugin& open_plugin(const std::string& path) {
    const PluginFile file = check_plugin_file(path);
    const Opening opening(file);
    DynamicLibrary library(file);
    const std::string subject = plugin_subject(path);
    const auto* const data = static_cast<const glia_plugin_t*>(library.symbol("glia_plugin_v1"));
    if (data == nullptr) throw refused(subject, "it does not define glia_plugin_v1, so it is not a plugin of glia");
    validate_plugin(*data, subject);
    library.keep();
    return start_and_tell(*data, file, subject);
}

const Plugin& open_plugin(const glia_plugin_t& data, const std::string& path) {
    const std::string subject = plugin_subject(path);
    validate_plugin(data, subject);
    return start_and_tell(data, {.path = path}, subject);
}

}  // namespace glia
