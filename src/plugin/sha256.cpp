#include "plugin/sha256.hpp"

#include <mbedtls/sha256.h>
#include <mbedtls/version.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "plugin/refusal.hpp"

#if MBEDTLS_VERSION_NUMBER < 0x03000000
#define mbedtls_sha256_starts mbedtls_sha256_starts_ret
#define mbedtls_sha256_update mbedtls_sha256_update_ret
#define mbedtls_sha256_finish mbedtls_sha256_finish_ret
#endif

namespace glia {

std::string file_sha256(const std::string& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
    const auto unreadable = [&] {
        return refused(plugin_subject(path), "it cannot be read: {}", system_message(errno));
    };
    if (file == nullptr) throw unreadable();

    mbedtls_sha256_context context;
    mbedtls_sha256_init(&context);
    const std::unique_ptr<mbedtls_sha256_context, void (*)(mbedtls_sha256_context*)> freed(&context,
                                                                                           mbedtls_sha256_free);
    constexpr int no_sha224 = 0;
    std::array<unsigned char, 32> digest = {};
    std::array<unsigned char, 1 << 14> block;
    bool failed = mbedtls_sha256_starts(&context, no_sha224) != 0;
    while (const std::size_t size = std::fread(block.data(), 1, block.size(), file.get())) {
        failed |= mbedtls_sha256_update(&context, block.data(), size) != 0;
    }
    if (std::ferror(file.get()) != 0) throw unreadable();
    failed |= mbedtls_sha256_finish(&context, digest.data()) != 0;
    if (failed) throw refused(plugin_subject(path), "its SHA-256 cannot be computed");

    std::string text;
    for (const unsigned char byte : digest) text += format("{:02x}", byte);
    return text;
}

}  // namespace glia
