#include "api/guard.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>

namespace glia::api {
namespace {

constexpr std::size_t last_error_size = 512;

// Plain memory without a destructor: works when memory is gone and while the thread or the library goes.
thread_local char last_error_text[last_error_size];

void keep(const char* text) noexcept {
    std::size_t length = std::min(std::strlen(text), last_error_size - 1);
    // A cut must not split a UTF-8 character: step back over its continuation bytes.
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0u) == 0x80u) --length;
    std::memcpy(last_error_text, text, length);
    last_error_text[length] = '\0';
}

}  // namespace

glia_status report_exception() noexcept {
    try {
        throw;
    } catch (const Error& e) {
        keep(e.what());
        return e.status();
    } catch (const std::bad_alloc&) {
        keep("out of memory");
        return GLIA_ERROR_OUT_OF_MEMORY;
    } catch (const std::length_error&) {
        keep("out of memory: an array of more elements than there can be");
        return GLIA_ERROR_OUT_OF_MEMORY;
    } catch (const std::exception& e) {
        keep(e.what());
        return GLIA_ERROR_INTERNAL;
    } catch (...) {
        keep("an unknown exception");
        return GLIA_ERROR_INTERNAL;
    }
}

bool takes(std::size_t size, const char* units, const void* buffer, std::size_t capacity, std::size_t* needed) {
    if (needed != nullptr) *needed = size;
    if (buffer == nullptr && capacity == 0) return false;
    if (buffer == nullptr) throw invalid("the buffer is NULL, but its capacity is {}", capacity);
    if (capacity >= size) return true;
    throw error(GLIA_ERROR_CAPACITY, "the buffer holds {} {}; {} are needed", capacity, units, size);
}

void give_text(std::string_view text, char* buffer, std::size_t capacity, std::size_t* needed) {
    if (buffer != nullptr && capacity > 0) buffer[0] = '\0';
    if (!takes(text.size() + 1, "bytes", buffer, capacity, needed)) return;
    std::memcpy(buffer, text.data(), text.size());
    buffer[text.size()] = '\0';
}

const char* last_error() noexcept {
    return last_error_text;
}

}  // namespace glia::api
