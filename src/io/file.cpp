#include "io/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "io/descriptor.hpp"

namespace glia {
namespace {

constexpr std::size_t shown_path_bytes = 160;  // of the 511 that an error text may have
constexpr std::size_t copy_bytes = 1 << 16;
constexpr unsigned gzip_buffer_bytes = 1 << 17;
constexpr unsigned char gzip_magic[] = {0x1f, 0x8b};  // RFC 1952, section 2.3.1

std::string shown(std::string_view path) {
    if (path.size() <= shown_path_bytes) return "'" + printable(path, shown_path_bytes) + "'";
    std::string_view tail = path.substr(path.size() - shown_path_bytes);
    if (const std::size_t slash = tail.find('/'); slash != std::string_view::npos) tail.remove_prefix(slash);
    return "'..." + printable(tail, shown_path_bytes) + "'";
}

Error cannot_read(const std::string& name, int code) {
    return error(GLIA_ERROR_IO, "cannot read {}: {}", name, system_message(code));
}

Descriptor open_file(const std::string& path, const std::string& name) {
    int number = -1;
    do {
        number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (number < 0 && errno == EINTR);
    if (number >= 0) return Descriptor(number);
    const bool absent = errno == ENOENT || errno == ENOTDIR;
    throw error(absent ? GLIA_ERROR_NOT_FOUND : GLIA_ERROR_IO, "cannot open {}: {}", name, system_message(errno));
}

std::size_t read_bytes(int from, std::span<char> bytes, const std::string& name) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::read(from, bytes.data() + done, bytes.size() - done);
        if (got == 0) break;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw cannot_read(name, errno);
        done += static_cast<std::size_t>(got);
    }
    return done;
}

// A pipe's bytes in a nameless temporary file.
Descriptor copy_of_pipe(int from, const std::string& name) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(),
                                                               [](std::FILE* f) { return std::fclose(f); });
    if (!file) throw error(GLIA_ERROR_IO, "cannot make a temporary file for {}: {}", name, system_message(errno));
    std::vector<char> bytes(copy_bytes);
    while (const std::size_t got = read_bytes(from, bytes, name)) {
        if (std::fwrite(bytes.data(), 1, got, file.get()) != got) {
            throw error(GLIA_ERROR_IO, "cannot copy {} to a temporary file: {}", name, system_message(errno));
        }
    }
    if (std::fflush(file.get()) != 0) throw cannot_read(name, errno);
    Descriptor copy(::fcntl(::fileno(file.get()), F_DUPFD_CLOEXEC, 0));
    if (!copy.is_open()) throw cannot_read(name, errno);
    return copy;
}

struct stat status_of(int file, const std::string& name) {
    struct stat status = {};
    if (::fstat(file, &status) != 0) throw cannot_read(name, errno);
    return status;
}

}  // namespace

struct InputFile::Stream {
    Descriptor file;
    gzFile_s* unzipper = nullptr;  // null for a plain file
    std::uint64_t size = 0;        // on disk

    ~Stream() {
        if (unzipper != nullptr) gzclose_r(unzipper);
    }
};

InputFile::InputFile(std::string_view path) : name_(shown(path)), stream_(std::make_unique<Stream>()) {
    Descriptor file = open_file(std::string(path), name_);
    const mode_t mode = status_of(file.number(), name_).st_mode;
    if (S_ISDIR(mode)) throw error(GLIA_ERROR_IO, "cannot read {}: it is a directory", name_);
    if (S_ISFIFO(mode)) {
        file = copy_of_pipe(file.number(), name_);
    } else if (!S_ISREG(mode)) {
        throw error(GLIA_ERROR_IO, "cannot read {}: it is neither a file nor a pipe", name_);
    }
    stream_->size = static_cast<std::uint64_t>(status_of(file.number(), name_).st_size);
    stream_->file = std::move(file);

    recognise_gzip();
}

InputFile::InputFile(std::string name, std::unique_ptr<Stream> stream)
    : name_(std::move(name)), stream_(std::move(stream)) {
    recognise_gzip();
}

void InputFile::recognise_gzip() {
    rewind();
    unsigned char magic[sizeof gzip_magic] = {};
    read({reinterpret_cast<char*>(magic), sizeof magic});
    rewind();
    if (!std::equal(std::begin(magic), std::end(magic), std::begin(gzip_magic))) return;
    const int own = ::fcntl(stream_->file.number(), F_DUPFD_CLOEXEC, 0);
    if (own < 0) throw cannot_read(name_, errno);
    stream_->unzipper = gzdopen(own, "rb");
    if (stream_->unzipper == nullptr) {
        ::close(own);
        throw std::bad_alloc();
    }
    gzbuffer(stream_->unzipper, gzip_buffer_bytes);
}

InputFile::InputFile(InputFile&&) noexcept = default;
InputFile::~InputFile() = default;

std::size_t InputFile::read(std::span<char> bytes) {
    if (stream_->unzipper == nullptr) return read_bytes(stream_->file.number(), bytes, name_);
    std::size_t done = 0;
    while (done < bytes.size()) {
        constexpr std::size_t most = std::numeric_limits<int>::max();
        const int got =
            gzread(stream_->unzipper, bytes.data() + done, static_cast<unsigned>(std::min(bytes.size() - done, most)));
        if (got > 0) done += static_cast<std::size_t>(got);
        if (got > 0 && done == bytes.size()) break;
        int code = Z_OK;
        const char* const reason = gzerror(stream_->unzipper, &code);
        if (code == Z_ERRNO) throw cannot_read(name_, errno);
        if (code == Z_MEM_ERROR) throw std::bad_alloc();
        if (code == Z_BUF_ERROR) throw error(GLIA_ERROR_FORMAT, "{} is truncated: its gzip data ends early", name_);
        if (code != Z_OK && code != Z_STREAM_END) {
            throw error(GLIA_ERROR_FORMAT, "{} is damaged gzip: {}", name_, printable(reason));
        }
        if (got <= 0) break;
    }
    return done;
}

void InputFile::rewind() {
    const bool moved = stream_->unzipper != nullptr ? gzrewind(stream_->unzipper) == 0
                                                    : ::lseek(stream_->file.number(), 0, SEEK_SET) == 0;
    if (!moved) throw cannot_read(name_, errno);
}

void InputFile::seek(std::uint64_t offset) {
    const auto place = static_cast<off_t>(offset);
    const bool moved = stream_->unzipper != nullptr ? gzseek(stream_->unzipper, place, SEEK_SET) == place
                                                    : ::lseek(stream_->file.number(), place, SEEK_SET) == place;
    if (moved) return;
    if (stream_->unzipper == nullptr) throw cannot_read(name_, errno);
    throw error(GLIA_ERROR_FORMAT, "{} is damaged gzip: {}", name_, printable(gzerror(stream_->unzipper, nullptr)));
}

InputFile InputFile::again() const {
    const std::string path = "/proc/self/fd/" + std::to_string(stream_->file.number());
    auto stream = std::make_unique<Stream>();
    stream->file = open_file(path, name_);
    stream->size = stream_->size;
    return {name_, std::move(stream)};
}

bool InputFile::zipped() const noexcept {
    return stream_->unzipper != nullptr;
}

std::uint64_t InputFile::size_on_disk() const noexcept {
    return stream_->size;
}

bool InputFile::resized() const {
    return static_cast<std::uint64_t>(status_of(stream_->file.number(), name_).st_size) != stream_->size;
}

int InputFile::descriptor() const noexcept {
    return stream_->file.number();
}

std::uint64_t InputFile::measure(std::uint64_t limit) {
    rewind();
    if (stream_->unzipper == nullptr) return std::min(stream_->size, limit);
    std::vector<char> bytes(copy_bytes);
    std::uint64_t total = 0;
    while (total < limit) {
        const std::size_t got = read(bytes);
        total += got;
        if (got < bytes.size()) break;
    }
    rewind();
    return std::min(total, limit);
}

}  // namespace glia
