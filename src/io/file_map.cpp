#include "io/file_map.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <limits>

#include "base/error.hpp"

namespace glia {

FileMap::FileMap(const InputFile& file) {
    if (file.zipped()) {
        throw error(GLIA_ERROR_UNSUPPORTED, "{} is gzip, which cannot be mapped into memory: unzip it first",
                    file.name());
    }
    if (file.size_on_disk() == 0) return;  // nothing to map
    if (file.size_on_disk() > std::numeric_limits<std::size_t>::max()) throw std::bad_alloc();
    const auto size = static_cast<std::size_t>(file.size_on_disk());
    void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
    if (memory == MAP_FAILED) {
        throw error(errno == ENOMEM ? GLIA_ERROR_OUT_OF_MEMORY : GLIA_ERROR_IO, "cannot map {} into memory: {}",
                    file.name(), system_message(errno));
    }
    bytes_ = {static_cast<const std::byte*>(memory), size};
}

FileMap::~FileMap() {
    if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace glia
