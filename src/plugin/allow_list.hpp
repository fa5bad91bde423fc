// Which plugin files may be loaded, where a program does not want to leave that to what stands in the search path.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/plugin_loader.hpp"

namespace glia {

class AllowList {
 public:
    // Adds an activation. sha256: of the file that may define it, in hexadecimal digits of either case; empty: any
    // file. Throws Error (INVALID_ARGUMENT) for what is no name or no hash, or a name that is there already.
    void add(std::string_view name, std::string_view sha256);

    // Whether a file may be loaded, told before any of its code runs: its hash must be that of an entry, or it must be
    // named after one that takes any file. Throws Error (PLUGIN).
    void check_file(const std::string& path) const;

    // Whether all that a loaded file defines is allowed from there. Throws Error (PLUGIN).
    void check_plugin(const Plugin& plugin) const;

 private:
    std::map<std::string, std::string, std::less<>> hashes_;  // by name; "": any file
};

}  // namespace glia
