#include "io/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"

namespace glia {
namespace {

Error system_error() {
    const int code = errno;
    return error(code == ENOENT || code == ENOTDIR ? GLIA_ERROR_NOT_FOUND : GLIA_ERROR_IO, "{}", system_message(code));
}

}  // namespace

void MemorySource::read(std::uint64_t offset, std::span<std::byte> out) {
    std::ranges::copy(bytes_.subspan(static_cast<std::size_t>(offset), out.size()), out.begin());
}

FileSource::FileSource(const std::string& path)
    // Without O_NONBLOCK, opening a pipe would wait for its writer. Regular files take no notice of it.
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {
    struct stat status {};
    if (!file_.is_open() || ::fstat(file_.number(), &status) != 0) throw system_error();
    if (S_ISDIR(status.st_mode)) throw error(GLIA_ERROR_IO, "it is a directory");
    if (!S_ISREG(status.st_mode)) throw error(GLIA_ERROR_IO, "it is not a regular file");
    size_ = static_cast<std::uint64_t>(status.st_size);
}

void FileSource::read(std::uint64_t offset, std::span<std::byte> out) {
    while (!out.empty()) {
        const ssize_t count = ::pread(file_.number(), out.data(), out.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw system_error();
        if (count == 0) throw error(GLIA_ERROR_IO, "the file became shorter while it was read");
        out = out.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
}

}  // namespace glia
