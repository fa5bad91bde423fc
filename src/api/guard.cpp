#include "api/guard.hpp"

#include <algorithm>
#include <cstring>
#include <new>

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
    } catch (const std::exception& e) {
        keep(e.what());
        return GLIA_ERROR_INTERNAL;
    } catch (...) {
        keep("an unknown exception");
        return GLIA_ERROR_INTERNAL;
    }
}

void give_text(std::string_view text, char* buffer, std::size_t capacity, std::size_t* needed) {
    if (needed != nullptr) *needed = text.size() + 1;
    if (buffer == nullptr && capacity == 0) return;
    if (buffer == nullptr) throw invalid("buffer is NULL, but capacity is {}", capacity);
    if (capacity <= text.size()) {
        if (capacity > 0) buffer[0] = '\0';
        throw error(GLIA_ERROR_CAPACITY, "the buffer holds {} bytes; {} are needed", capacity, text.size() + 1);
    }
    std::memcpy(buffer, text.data(), text.size());
    buffer[text.size()] = '\0';
}

const char* last_error() noexcept {
    return last_error_text;
}

}  // namespace glia::api
