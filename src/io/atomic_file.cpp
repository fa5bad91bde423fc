#include "io/atomic_file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace glia {
namespace {

constexpr mode_t permission_bits = 0777;
constexpr mode_t ordinary_mode = 0666;  // the umask is taken off by the system
constexpr std::size_t copied_at_once = std::size_t{1} << 16;

Error cannot_write(const std::string& path, const std::string& reason) {
    return error(GLIA_ERROR_IO, "cannot write '{}': {}", printable(path, path_in_text), reason);
}

Error cannot_write(const std::string& path, int code) {
    return cannot_write(path, system_message(code));
}

std::string directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// Where the symbolic links at `path` lead. Unlike realpath, this also follows a link to a file that is yet to be made.
std::string follow_links(std::string path) {
    constexpr int most_links = 40;  // as the kernel does; a loop is then reported by the kernel itself
    for (int i = 0; i < most_links; ++i) {
        std::array<char, PATH_MAX> buffer;
        const ssize_t length = ::readlink(path.c_str(), buffer.data(), buffer.size());
        if (length <= 0) break;  // no link, or nothing there
        const std::string link(buffer.data(), static_cast<std::size_t>(length));
        path = link[0] == '/' ? link : directory_of(path) + "/" + link;
    }
    return path;
}

std::string random_name() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != sizeof number) {
        throw error(GLIA_ERROR_IO, "cannot get random bytes: {}", system_message(errno));
    }
    return format(".glia-{:016x}.tmp", number);
}

// By which an open file that has no name can be given one, without a privilege.
std::string descriptor_path(int number) {
    return format("/proc/self/fd/{}", number);
}

}  // namespace

AtomicFile::Temporary::~Temporary() {
    if (!path.empty()) ::unlink(path.c_str());
}

AtomicFile::AtomicFile(const std::string& path, Unfinished unfinished) : path_(path), target_(follow_links(path)) {
    struct stat old {};
    const bool replaces = ::stat(target_.c_str(), &old) == 0;
    if (!replaces && (errno != ENOENT || target_.empty())) throw cannot_write(path_, errno);
    if (target_.back() == '/' || (replaces && S_ISDIR(old.st_mode))) throw cannot_write(path_, EISDIR);
    if (replaces && !S_ISREG(old.st_mode)) throw cannot_write(path_, "it is not a regular file");
    // Renaming needs no right to write to the old file, but who protects a file means it.
    if (replaces && ::faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0) throw cannot_write(path_, errno);

    const mode_t mode = replaces ? old.st_mode & permission_bits : ordinary_mode;
    if (unfinished == Unfinished::named || !create_nameless(mode)) create_named(mode);
    // The umask may have narrowed the mode. Where it cannot be widened again, the file is merely more private.
    if (replaces) static_cast<void>(::fchmod(file_.number(), mode) == 0);
}

// What it says of a directory where no file can be made, create_named says too.
bool AtomicFile::create_nameless(mode_t mode) {
    file_ = Descriptor(::open(directory_of(target_).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode));
    return file_.is_open() && ::access(descriptor_path(file_.number()).c_str(), F_OK) == 0;  // /proc may be missing
}

void AtomicFile::create_named(mode_t mode) {
    for (;;) {
        std::string name = directory_of(target_) + "/" + random_name();
        file_ = Descriptor(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
        if (file_.is_open()) {
            temporary_.path = std::move(name);
            return;
        }
        if (errno != EEXIST && errno != EINTR) throw cannot_write(path_, errno);
    }
}

void AtomicFile::give_name() {
    const std::string nameless = descriptor_path(file_.number());
    for (;;) {
        std::string name = directory_of(target_) + "/" + random_name();
        if (::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
            temporary_.path = std::move(name);
            return;
        }
        if (errno != EEXIST && errno != EINTR) return copy_to_named();
    }
}

// Links may be forbidden, by a sandbox or a file system, where files may be made and renamed. What forbids those too is
// told by the steps here.
void AtomicFile::copy_to_named() {
    const Descriptor nameless = std::move(file_);
    struct stat status {};
    if (::fstat(nameless.number(), &status) != 0) throw cannot_write(path_, errno);
    const mode_t mode = status.st_mode & permission_bits;
    create_named(mode);
    static_cast<void>(::fchmod(file_.number(), mode) == 0);  // as in the constructor
    std::vector<std::byte> part(copied_at_once);
    for (off_t at = 0; at < status.st_size;) {
        const ssize_t count = ::pread(nameless.number(), part.data(), part.size(), at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw cannot_write(path_, count < 0 ? errno : EIO);
        write({part.data(), static_cast<std::size_t>(count)});
        at += count;
    }
    if (::fsync(file_.number()) != 0) throw cannot_write(path_, errno);
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file_.number(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw cannot_write(path_, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void AtomicFile::commit() {
    // The data must be on the disk before the name is: else a crash could leave the new name with no data.
    if (::fsync(file_.number()) != 0) throw cannot_write(path_, errno);
    if (temporary_.path.empty()) give_name();
    if (file_.close() != 0 && errno != EINTR) throw cannot_write(path_, errno);
    if (std::rename(temporary_.path.c_str(), target_.c_str()) != 0) throw cannot_write(path_, errno);
    temporary_.path.clear();
    sync_directory();
}

void AtomicFile::sync_directory() {
    const Descriptor directory(::open(directory_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // A directory may be open to writing but not to reading, and some file systems cannot sync one.
    if (!directory.is_open() || ::fsync(directory.number()) == 0 || errno == EINVAL) return;
    throw error(GLIA_ERROR_IO, "'{}' is written, but may be lost in a crash: {}", printable(path_, path_in_text),
                system_message(errno));
}

}  // namespace glia
