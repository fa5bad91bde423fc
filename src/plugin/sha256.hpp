// The SHA-256 of a file (FIPS 180-4): the one door to mbedtls.
#pragma once

#include <string>

namespace glia {

// In 64 lower-case hexadecimal digits. Throws Error (PLUGIN) where the file cannot be read.
std::string file_sha256(const std::string& path);

}  // namespace glia
