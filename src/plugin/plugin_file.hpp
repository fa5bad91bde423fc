// Whether a file may be loaded at all, judged before any of its code can run.
//
// A plugin runs with the rights of the program, so whoever can write to the file, or put another in its place, can act
// as the program's user. Refused, therefore: a file that everybody may write to, in a directory that everybody may
// write to (a sticky one such as /tmp too: anybody may have put the file there first), or reached through a symbolic
// link in such a directory.
//
// What is trusted: the owner and the group, because whoever installs the file chooses them. Many systems make every
// file group-writable for a group of one (umask 002), and in a container files often belong to another user than root.
//
// What remains: the checks and dlopen both go by the path, so whoever is trusted can change the file in between; they
// could as well have done so before. Directories further up are not checked: a world-writable one there allows the
// whole plugin directory to be renamed away. Opening through /proc/self/fd would close that gap, but hides the file's
// name from debuggers and breaks $ORIGIN.
#pragma once

#include <cstdint>
#include <string>

namespace glia {

// A file that passed the checks.
struct PluginFile {
    std::string path;  // real: absolute, without symbolic links
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
};

// Throws Error: INVALID_ARGUMENT (relative path), NOT_FOUND or PLUGIN.
PluginFile check_plugin_file(const std::string& path);

// Throws Error: INVALID_ARGUMENT (relative path), NOT_FOUND (not a directory) or PLUGIN (others may write to it).
void check_plugin_directory(const std::string& path);

}  // namespace glia
