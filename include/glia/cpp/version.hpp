// glia/cpp/version.hpp: which library is loaded, and whether it is one that these headers know.
#ifndef GLIA_CPP_VERSION_HPP
#define GLIA_CPP_VERSION_HPP

#include <cstdint>
#include <string>

// Where the C library has dladdr without a library of its own to link, errors name the file.
#if defined(__USE_GNU) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 34)
#define GLIA_CPP_HAS_DLADDR 1
#include <dlfcn.h>
#endif
#endif

#include "glia/cpp/error.hpp"
#include "glia/version.h"

namespace glia {

// Of the loaded library: major * 10000 + minor * 100 + patch.
inline std::uint32_t version() noexcept {
    return glia_version();
}
inline std::string version_string() {
    return glia_version_string();
}

namespace detail {

inline std::string dotted(std::uint32_t version) {
    return std::to_string(version / 10000) + "." + std::to_string(version / 100 % 100) + "." +
           std::to_string(version % 100);
}

// The file that the library was loaded from, in quotation marks; or nothing, where that cannot be asked.
inline std::string library_file() {
#ifdef GLIA_CPP_HAS_DLADDR
    Dl_info place;
    // The address of a function might be one in the program; static text lies in the library.
    if (dladdr(glia_version_string(), &place) != 0) return std::string(" '") + place.dli_fname + "'";
#endif
    return "";
}

inline void refuse_other_version(std::uint32_t loaded) {
    if (loaded >= GLIA_VERSION && loaded / 10000 == GLIA_VERSION_MAJOR) return;
    throw Error(GLIA_ERROR_UNSUPPORTED, "the loaded library" + library_file() + " is glia " + dotted(loaded) +
                                            "; this program was built for " + dotted(GLIA_VERSION) + " or a later " +
                                            std::to_string(GLIA_VERSION_MAJOR) + ".x");
}

}  // namespace detail

// Throws where the loaded library is older than these headers, or of another major version. The first object that is
// made does this by itself.
inline void require_version() {
    static const bool checked = (detail::refuse_other_version(version()), true);
    static_cast<void>(checked);
}

}  // namespace glia

#endif
