#include "plugin/plugin_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "plugin/elf_check.hpp"
#include "plugin/refusal.hpp"

namespace glia {
namespace {

namespace fs = std::filesystem;

// As many as Linux itself follows.
constexpr int max_links = 40;

class FileDescriptor {
 public:
    // O_NONBLOCK: should the file have become a pipe meanwhile, opening it does not hang.
    explicit FileDescriptor(const std::string& path)
        : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
    ~FileDescriptor() {
        if (value_ >= 0) ::close(value_);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;

    int get() const noexcept { return value_; }

 private:
    int value_;
};

void require_absolute(const std::string& path) {
    if (path.empty() || path.front() != '/') {
        throw invalid("the path of a plugin or plugin directory is '{}'; it must be absolute", printable(path));
    }
}

bool missing(const std::error_code& code) {
    return code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory;
}

void require_private(std::string_view subject, std::string_view what, const fs::path& path, fs::perms permissions) {
    if ((permissions & fs::perms::others_write) == fs::perms::none) return;
    throw refused(subject, "the {} '{}' can be written by every user (mode {:04o}); chmod o-w makes it acceptable",
                  what, printable(path.native(), 200), static_cast<unsigned>(permissions));
}

void require_private_directory(std::string_view subject, const fs::path& directory) {
    std::error_code code;
    const fs::file_status status = fs::status(directory, code);
    if (code) throw refused(subject, "its directory cannot be examined: {}", code.message());
    require_private(subject, "directory", directory, status.permissions());
}

// Walks link by link to the file itself: each link's directory decides what the next step finds.
void check_links(std::string_view subject, fs::path path) {
    for (int hop = 0; hop <= max_links; ++hop) {
        require_private_directory(subject, path.parent_path());
        std::error_code code;
        if (!fs::is_symlink(fs::symlink_status(path, code))) return;
        const fs::path target = fs::read_symlink(path, code);
        if (code) throw refused(subject, "the symbolic link '{}' cannot be read: {}", path.native(), code.message());
        path = path.parent_path() / target;  // an absolute target replaces the left side
    }
    throw refused(subject, "more than {} symbolic links lead to it", max_links);
}

void require_regular(std::string_view subject, const std::string& path) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (missing(code) || status.type() == fs::file_type::not_found) {
        throw error(GLIA_ERROR_NOT_FOUND, "{}no such file", subject);
    }
    if (code) throw refused(subject, "it cannot be examined: {}", code.message());
    if (fs::is_directory(status)) throw refused(subject, "it is a directory; a plugin is a file");
    if (!fs::is_regular_file(status)) throw refused(subject, "it is a device, pipe or socket; a plugin is a file");
}

}  // namespace

PluginFile check_plugin_file(const std::string& path) {
    require_absolute(path);
    const std::string subject = plugin_subject(path);
    require_regular(subject, path);
    check_links(subject, path);

    std::error_code code;
    const std::string real = fs::canonical(path, code);
    if (code) throw refused(subject, "its real path cannot be found: {}", code.message());
    require_private_directory(subject, fs::path(real).parent_path());

    const FileDescriptor file(real);
    struct stat status = {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) {
        throw refused(subject, "it cannot be opened: {}", system_message(errno));
    }
    if (!S_ISREG(status.st_mode)) throw refused(subject, "it is not a regular file");
    require_private(subject, "file", real, static_cast<fs::perms>(status.st_mode) & fs::perms::mask);
    check_elf(file.get(), static_cast<std::uint64_t>(status.st_size), subject);
    return {real, status.st_dev, status.st_ino};
}

void check_plugin_directory(const std::string& path) {
    require_absolute(path);
    const std::string subject = format("plugin directory '{}': ", printable(path, 200));
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (missing(code) || (!code && !fs::is_directory(status))) {
        throw error(GLIA_ERROR_NOT_FOUND, "{}no such directory", subject);
    }
    if (code) throw refused(subject, "it cannot be examined: {}", code.message());
    require_private(subject, "directory", path, status.permissions());
}

}  // namespace glia
