// Where plugins are looked for: absolute directories in order, the first match by name wins.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glia {

// A file "<name>.so" in the search path. `name` need not be that of an activation.
struct PluginCandidate {
    std::string name;
    std::string path;
};

class SearchPath {
 public:
    // Exactly these directories.
    explicit SearchPath(const std::vector<std::string>& directories);

    // GLIA_PLUGIN_PATH (not in a setuid program), then this library itself where plugins are linked into it, then the
    // directory beside it, then the configured one.
    static SearchPath standard();

    // Puts `directory` before all others, wherever it was.
    void add(const std::string& directory);

    const std::vector<std::string>& directories() const noexcept { return directories_; }

    // The first "<directory>/<name>.so" that exists, or embedded_place() for a plugin that is linked into this library.
    // No directory is scanned.
    std::optional<std::string> find(std::string_view name) const;

    // Every "<name>.so", the first of each name, in alphabetical order. Scans the directories, opens nothing.
    std::vector<PluginCandidate> candidates() const;

 private:
    void append(const std::string& directory);

    std::vector<std::string> directories_;
};

// The directories of a list separated by ':'. An entry that is not absolute would depend on the working directory: it
// is left out with a warning.
std::vector<std::string> absolute_directories(std::string_view list);

}  // namespace glia
