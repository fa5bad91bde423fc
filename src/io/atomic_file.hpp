// Replaces a file in one step: whatever happens, the path names the whole old file or the whole new one.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string>

#include "io/descriptor.hpp"

namespace glia {

// Bytes go to a temporary file `.glia-<random>.tmp` in the directory of the target; commit makes it durable and renames
// it. Until then nothing can be seen at the path, and the destructor removes the temporary file. (Only the death of the
// process itself can leave one behind.)
//
// - A symbolic link is followed: the file it leads to is replaced, and the link stays.
// - A replaced file hands its permission bits on; a new one gets those of any new file (0666 less the umask).
// - What is there but is no regular file (a directory, a device, a pipe) or may not be written is refused.
//
// Everything throws Error: GLIA_ERROR_IO with the system's reason.
class AtomicFile {
 public:
    explicit AtomicFile(const std::string& path);

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

    void create_temporary(mode_t mode);
    void sync_directory();

    std::string path_;    // as the caller knows it
    std::string target_;  // where links lead
    Temporary temporary_;
    Descriptor file_;
};

}  // namespace glia
