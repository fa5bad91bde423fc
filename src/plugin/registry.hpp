// The registry: every activation that the process knows, by name. See glia/registry.h for the order of search.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glia/plugin.h"
#include "plugin/activation_index.hpp"
#include "plugin/allow_list.hpp"
#include "plugin/search_path.hpp"

namespace glia {

struct Plugin;

struct RegisteredActivation {
    // Valid for as long as it is shared, registered or not.
    std::shared_ptr<const glia_activation_t> table;
    // Where it comes from; all are "" for an activation of the host program.
    std::string path;
    std::string plugin;
    std::string version;
};

// Thread-safe. No lock is held while a plugin's or the host program's code runs.
class Registry {
 public:
    explicit Registry(SearchPath path) : path_(std::move(path)) {}

    // The one that the API uses, with the standard search path as it is at first use. Never destroyed: a model may be
    // made while the program exits.
    static Registry& process();

    // The activation of that name, loading its plugin at first use. Throws Error: NOT_FOUND, with the nearest names and
    // the directories searched, or PLUGIN.
    RegisteredActivation find(std::string_view name);

    // Its table alone. One that is there already is found without a lock.
    std::shared_ptr<const glia_activation_t> table(std::string_view name);

    // Registers all activations of a plugin file, or none. Throws Error: INVALID_ARGUMENT, NOT_FOUND, PLUGIN.
    void load(const std::string& path);

    // Puts a directory before all others. Throws Error: INVALID_ARGUMENT, NOT_FOUND, PLUGIN.
    void add_directory(const std::string& path);

    // From now on, only these plugin files are loaded; nothing: any. What is loaded already stays.
    void set_allowed(std::optional<AllowList> allowed);

    // Copies a table of the host program. Throws Error: PLUGIN; then `destroy` is not called.
    void register_activation(const glia_activation_t& activation);

    // Throws Error: NOT_FOUND, or PLUGIN where the activation comes from a file.
    void unregister_activation(std::string_view name);

    // Opens every plugin of the search path; a file that is refused is logged as a warning and left out. In
    // alphabetical order.
    std::vector<RegisteredActivation> all();

    // What is loaded now, in alphabetical order.
    std::vector<RegisteredActivation> loaded() const;

    std::vector<std::string> directories() const;

 private:
    using Entries = std::map<std::string, RegisteredActivation, std::less<>>;

    SearchPath search_path() const;
    RegisteredActivation registered(std::string_view name) const;  // its table is NULL if there is none
    const Plugin& open(const std::string& path) const;
    void load_named(const std::string& path, const std::string& name);
    void insert(const Plugin& plugin, std::string_view wanted);
    std::unique_ptr<ActivationIndex::Snapshot> snapshot() const;

    mutable std::mutex mutex_;
    SearchPath path_;
    std::shared_ptr<const AllowList> allowed_;  // null: every file
    Entries entries_;
    ActivationIndex index_;  // always of entries_
};

}  // namespace glia
