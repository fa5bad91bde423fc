#include "plugin/registry.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/spec.hpp"
#include "plugin/embedded_plugins.hpp"
#include "plugin/foreign_names.hpp"
#include "plugin/host_activation.hpp"
#include "plugin/plugin_file.hpp"
#include "plugin/plugin_loader.hpp"
#include "plugin/refusal.hpp"
#include "plugin/validation.hpp"

namespace glia {
namespace {

std::string origin(const RegisteredActivation& entry) {
    return entry.path.empty() ? "the host program" : format("plugin '{}'", printable(entry.path, 300));
}

bool defines(const Plugin& plugin, std::string_view name) {
    const auto named = [&](const glia_activation_t* each) { return each->name == name; };
    return std::any_of(plugin.activations.begin(), plugin.activations.end(), named);
}

// A table inside a plugin lives for ever: shared without an owner, nothing is counted or freed.
std::shared_ptr<const glia_activation_t> unowned(const glia_activation_t* table) {
    return {std::shared_ptr<void>(), table};
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

template <class Range, class Text>
std::string joined(const Range& range, Text text) {
    std::string result;
    for (const auto& each : range) result += (result.empty() ? "" : ", ") + text(each);
    return result;
}

Error unknown_activation(std::string_view name, const std::vector<RegisteredActivation>& loaded,
                         const SearchPath& path) {
    std::vector<std::string> names;
    for (const RegisteredActivation& each : loaded) names.emplace_back(each.table->name);
    for (const PluginCandidate& each : path.candidates()) {
        if (valid_name(each.name)) names.push_back(each.name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());

    std::string known_as = spec_of_foreign_name(name);
    if (known_as.empty()) known_as = same_but_for_spelling(name, names);
    const std::string reason = reason_against_foreign_name(name);
    const std::string hint = !reason.empty()     ? ": " + reason + "."
                             : !known_as.empty() ? "; did you mean '" + known_as + "'?"
                                                 : did_you_mean(lower_case(name), names);
    const std::string places = joined(path.directories(), [](const std::string& each) { return each; });
    return error(GLIA_ERROR_NOT_FOUND, "unknown activation '{}'{} {}: {}", printable(name), hint.empty() ? ";" : hint,
                 hint.empty() ? "searched" : "Searched", places.empty() ? "no directory" : places);
}

}  // namespace

Registry& Registry::process() {
    static Registry* const registry = new Registry(SearchPath::standard());
    return *registry;
}

RegisteredActivation Registry::find(std::string_view name) {
    RegisteredActivation found = registered(name);
    if (found.table != nullptr) return found;
    const SearchPath path = search_path();
    if (const auto file = path.find(name)) {
        load_named(*file, std::string(name));
        found = registered(name);
    }
    if (found.table == nullptr) throw unknown_activation(name, loaded(), path);
    return found;
}

std::shared_ptr<const glia_activation_t> Registry::table(std::string_view name) {
    if (auto found = index_.find(name)) return found;
    return find(name).table;
}

// The file as this program allows it.
const Plugin& Registry::open(const std::string& path) const {
    const std::shared_ptr<const AllowList> allowed = [&] {
        const std::lock_guard lock(mutex_);
        return allowed_;
    }();
    if (allowed == nullptr) return open_plugin(path);
    allowed->check_file(path);
    const Plugin& plugin = open_plugin(path);
    allowed->check_plugin(plugin);
    return plugin;
}

void Registry::set_allowed(std::optional<AllowList> allowed) {
    std::shared_ptr<const AllowList> list = allowed ? std::make_shared<AllowList>(std::move(*allowed)) : nullptr;
    const std::lock_guard lock(mutex_);
    allowed_ = std::move(list);
}

void Registry::load(const std::string& path) {
    insert(open(path), "");
}

// A file found by its name must define that name: otherwise what a name means would depend on what was asked before.
void Registry::load_named(const std::string& path, const std::string& name) {
    const bool embedded = path == embedded_place();
    const Plugin& plugin = embedded ? open_plugin(*embedded_plugin(name), path) : open(path);
    if (!defines(plugin, name)) {
        const std::string names = joined(plugin.activations, [](const auto* each) { return std::string(each->name); });
        throw refused(plugin_subject(path), "it must define activation '{}', after which it is named; it defines: {}",
                      name, printable(names, 150));
    }
    insert(plugin, name);
}

// All or nothing. `wanted`, if not empty, is a name that another thread may have registered by now; whoever wants it
// takes what is there.
void Registry::insert(const Plugin& plugin, std::string_view wanted) {
    Entries fresh;
    const std::lock_guard lock(mutex_);
    if (!wanted.empty() && entries_.contains(wanted)) return;
    for (const glia_activation_t* each : plugin.activations) {
        const auto taken = entries_.find(each->name);
        if (taken == entries_.end()) {
            fresh.try_emplace(each->name, RegisteredActivation{unowned(each), plugin.path, plugin.id, plugin.version});
        } else if (taken->second.table.get() != each) {
            throw refused(plugin_subject(plugin.path), "activation '{}' is taken by {}", each->name,
                          origin(taken->second));
        }
    }
    auto changed = snapshot();
    for (const auto& [name, entry] : fresh) changed->add(name, entry.table);
    entries_.merge(fresh);  // moves the nodes: cannot fail halfway
    index_.publish(std::move(changed));
}

std::unique_ptr<ActivationIndex::Snapshot> Registry::snapshot() const {
    auto result = std::make_unique<ActivationIndex::Snapshot>();
    for (const auto& [name, entry] : entries_) result->add(name, entry.table);
    return result;
}

void Registry::add_directory(const std::string& path) {
    check_plugin_directory(path);
    const std::lock_guard lock(mutex_);
    path_.add(path);
}

void Registry::register_activation(const glia_activation_t& activation) {
    validate_activation(activation, "");
    const auto host = std::make_shared<HostActivation>(activation);
    const std::string name = host->table().name;
    const std::shared_ptr<const glia_activation_t> table(host, &host->table());
    const std::lock_guard lock(mutex_);
    auto changed = snapshot();
    changed->add(name, table);
    const auto [entry, is_new] = entries_.try_emplace(name, RegisteredActivation{table, "", "", ""});
    if (!is_new) {
        throw error(GLIA_ERROR_PLUGIN, "activation '{}' of the host program: the name is taken by {}", name,
                    origin(entry->second));
    }
    index_.publish(std::move(changed));
    host->adopt();
}

void Registry::unregister_activation(std::string_view name) {
    Entries::node_type last;  // outlives the lock: letting go may run the host program's destroy
    const std::lock_guard lock(mutex_);
    const auto entry = entries_.find(name);
    if (entry == entries_.end()) {
        throw error(GLIA_ERROR_NOT_FOUND, "no activation '{}' is registered", printable(name));
    }
    if (!entry->second.path.empty()) {
        throw error(GLIA_ERROR_PLUGIN, "activation '{}' comes from {}; plugins are never unloaded", name,
                    origin(entry->second));
    }
    auto changed = std::make_unique<ActivationIndex::Snapshot>();
    for (const auto& [other, registered] : entries_) {
        if (other != name) changed->add(other, registered.table);
    }
    last = entries_.extract(entry);
    index_.publish(std::move(changed));
}

std::vector<RegisteredActivation> Registry::all() {
    for (const PluginCandidate& each : search_path().candidates()) {
        if (registered(each.name).table != nullptr) continue;
        try {
            if (!valid_name(each.name)) {
                throw refused(plugin_subject(each.path), "a plugin is named after its activation; {}", name_rule);
            }
            load_named(each.path, each.name);
        } catch (const Error& e) {
            log(GLIA_LOG_WARN, "{}", e.what());
        }
    }
    return loaded();
}

std::vector<RegisteredActivation> Registry::loaded() const {
    const std::lock_guard lock(mutex_);
    std::vector<RegisteredActivation> result;
    for (const auto& [name, entry] : entries_) result.push_back(entry);
    return result;
}

std::vector<std::string> Registry::directories() const {
    return search_path().directories();
}

SearchPath Registry::search_path() const {
    const std::lock_guard lock(mutex_);
    return path_;
}

RegisteredActivation Registry::registered(std::string_view name) const {
    const std::lock_guard lock(mutex_);
    const auto entry = entries_.find(name);
    return entry == entries_.end() ? RegisteredActivation{} : entry->second;
}

}  // namespace glia
