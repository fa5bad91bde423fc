#include "plugin/search_path.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <system_error>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/spec.hpp"
#include "plugin/dynamic_library.hpp"
#include "plugin/embedded_plugins.hpp"

namespace glia {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view plugin_suffix = ".so";

// One spelling for one directory, so that duplicates are seen. A directory that does not exist yet keeps its own.
std::string one_spelling(const std::string& directory) {
    std::error_code code;
    const fs::path real = fs::canonical(directory, code);
    if (!code) return real;
    const std::size_t last = directory.find_last_not_of('/');
    return last == std::string::npos ? "/" : directory.substr(0, last + 1);
}

// A moved installation and an uninstalled build tree both have their plugins beside the library.
std::optional<std::string> directory_beside_library() {
    std::error_code code;
    const fs::path library = fs::canonical(module_path(&plugin_suffix), code);
    if (code) {
        log(GLIA_LOG_DEBUG, "the place of the glia library is not known, so no plugin directory beside it is searched");
        return std::nullopt;
    }
    return library.parent_path() / GLIA_PLUGIN_SUBDIR;
}

}  // namespace

SearchPath::SearchPath(const std::vector<std::string>& directories) {
    for (const std::string& each : directories) append(each);
}

SearchPath SearchPath::standard() {
    SearchPath path({});
    if (const char* list = ::secure_getenv("GLIA_PLUGIN_PATH"); list != nullptr) {
        for (const std::string& each : absolute_directories(list)) path.append(each);
    }
    if (!embedded_place().empty()) path.append(embedded_place());
    if (const auto beside = directory_beside_library()) path.append(*beside);
    path.append(GLIA_PLUGIN_DIR);
    return path;
}

void SearchPath::append(const std::string& directory) {
    std::string spelling = one_spelling(directory);
    if (std::find(directories_.begin(), directories_.end(), spelling) == directories_.end()) {
        directories_.push_back(std::move(spelling));
    }
}

void SearchPath::add(const std::string& directory) {
    std::string spelling = one_spelling(directory);
    std::vector<std::string> changed = {spelling};
    std::copy_if(directories_.begin(), directories_.end(), std::back_inserter(changed),
                 [&](const std::string& each) { return each != spelling; });
    directories_ = std::move(changed);
}

std::optional<std::string> SearchPath::find(std::string_view name) const {
    if (!valid_name(name)) return std::nullopt;  // also keeps "../" out of the path
    for (const std::string& directory : directories_) {
        if (directory == embedded_place() && embedded_plugin(name) != nullptr) return directory;
        const fs::path file = fs::path(directory) / std::string(name).append(plugin_suffix);
        std::error_code code;
        if (fs::exists(file, code)) return file;
    }
    return std::nullopt;
}

std::vector<PluginCandidate> SearchPath::candidates() const {
    std::map<std::string, std::string> found;
    for (const std::string& directory : directories_) {
        if (directory == embedded_place()) {
            for (const EmbeddedPlugin& each : embedded_plugins()) found.emplace(each.name, directory);
            continue;
        }
        std::error_code code;
        fs::directory_iterator each(directory, code);
        for (; !code && each != fs::directory_iterator(); each.increment(code)) {
            std::error_code dangling;
            if (each->path().extension() != plugin_suffix || !fs::exists(each->path(), dangling)) continue;
            found.emplace(each->path().stem(), each->path());  // keeps the first: later directories are shadowed
        }
    }
    std::vector<PluginCandidate> result;
    for (const auto& [name, path] : found) result.push_back({name, path});
    return result;
}

std::vector<std::string> absolute_directories(std::string_view list) {
    std::vector<std::string> result;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(':'), list.size());
        const std::string_view entry = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        if (entry.empty()) continue;
        if (entry.front() == '/') {
            result.emplace_back(entry);
        } else {
            log(GLIA_LOG_WARN, "GLIA_PLUGIN_PATH: '{}' is ignored: it is not an absolute path", printable(entry));
        }
    }
    return result;
}

}  // namespace glia
