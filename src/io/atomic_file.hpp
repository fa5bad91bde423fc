// Replaces a file in one step: whatever happens, the path names the whole old file or the whole new one.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string>

#include "io/descriptor.hpp"

namespace glia {

// How a file is known before it is complete.
enum class Unfinished {
    nameless_if_possible,
    named,  // as on a file system that has no files without names
};

// Bytes go to a file without a name in the directory of the target (O_TMPFILE), which is gone when the process is,
// however it ends. commit makes it durable, and names it `.glia-<random>.tmp` only to rename it over the target at
// once: a link alone cannot replace a file. Where links are forbidden, commit copies it to a file of that name. Where
// the file system has no files without names, it has that name from the first byte on. A file with a name is removed by
// the destructor, and only the death of the process itself can leave it behind.
//
// - A symbolic link is followed: the file it leads to is replaced, and the link stays.
// - A replaced file hands its permission bits on; a new one gets those of any new file (0666 less the umask).
// - What is there but is no regular file (a directory, a device, a pipe) or may not be written is refused.
//
// Everything throws Error: GLIA_ERROR_IO with the system's reason.
class AtomicFile {
 public:
    explicit AtomicFile(const std::string& path, Unfinished unfinished = Unfinished::nameless_if_possible);

    void write(std::span<const std::byte> bytes);
    // At most once, and last. An error after which the new file is in place already can only be that of making the
    // directory durable; the text says so.
    void commit();

 private:
    // Removes the file at `path` unless that is empty. A part of its own, so that it works when the constructor throws.
    struct Temporary {
        std::string path;
        Temporary() = default;
        Temporary(const Temporary&) = delete;
        Temporary& operator=(const Temporary&) = delete;
        ~Temporary();
    };

    bool create_nameless(mode_t mode);
    void create_named(mode_t mode);
    void give_name();
    void copy_to_named();
    void sync_directory();

    std::string path_;     // as the caller knows it
    std::string target_;   // where links lead
    Temporary temporary_;  // no path as long as the file has no name
    Descriptor file_;
};

}  // namespace glia
