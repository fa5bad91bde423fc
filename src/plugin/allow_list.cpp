#include "plugin/allow_list.hpp"

#include <algorithm>
#include <filesystem>

#include "base/spec.hpp"
#include "plugin/plugin_file.hpp"
#include "plugin/refusal.hpp"
#include "plugin/sha256.hpp"
#include "plugin/validation.hpp"

namespace glia {
namespace {

constexpr std::size_t hash_digits = 64;

// In lower case.
std::string checked_hash(std::string_view name, std::string_view text) {
    std::string hash(text);
    std::ranges::transform(hash, hash.begin(), [](char c) { return c >= 'A' && c <= 'F' ? char(c - 'A' + 'a') : c; });
    const bool digits = hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!hash.empty() && (!digits || hash.size() != hash_digits)) {
        throw invalid("the SHA-256 of the plugin for '{}' is '{}'; it must have {} hexadecimal digits", name,
                      printable(text), hash_digits);
    }
    return hash;
}

}  // namespace

void AllowList::add(std::string_view name, std::string_view sha256) {
    if (!valid_name(name)) throw invalid("'{}' is not the name of an activation; {}", printable(name), name_rule);
    if (!hashes_.try_emplace(std::string(name), checked_hash(name, sha256)).second) {
        throw invalid("activation '{}' is allowed twice; once is enough", name);
    }
}

void AllowList::check_file(const std::string& path) const {
    const std::string real = check_plugin_file(path).path;
    const auto named = hashes_.find(std::filesystem::path(path).stem().native());
    if (named != hashes_.end() && named->second.empty()) return;
    const std::string hash = file_sha256(real);
    if (std::ranges::any_of(hashes_, [&](const auto& entry) { return entry.second == hash; })) return;
    throw refused(plugin_subject(path), "it is not among the plugins that this program allows; its SHA-256 is {}",
                  hash);
}

void AllowList::check_plugin(const Plugin& plugin) const {
    std::string hash;  // computed where an entry asks for it
    for (const glia_activation_t* each : plugin.activations) {
        const auto entry = hashes_.find(std::string_view(each->name));
        if (entry == hashes_.end()) {
            throw refused(plugin_subject(plugin.path), "activation '{}' is not among those that this program allows",
                          each->name);
        }
        if (entry->second.empty()) continue;
        if (hash.empty()) hash = file_sha256(plugin.path);
        if (entry->second == hash) continue;
        throw refused(plugin_subject(plugin.path),
                      "this program allows activation '{}' from another file; the SHA-256 is {}", each->name, hash);
    }
}

}  // namespace glia
