// Which OpenBLAS the library works with.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "glia/system.h"

namespace glia::test {

// The OpenBLAS of a distribution divides a product among threads of its own, and may ask for memory to do so, for as
// long as it takes: what glia promises of memory is not for it to keep.
inline bool has_system_blas() {
    char text[1024] = "";
    EXPECT_EQ(glia_blas_info(text, sizeof text, nullptr), GLIA_OK);
    return std::string(text).find("\"flavour\":\"system\"") != std::string::npos;
}

}  // namespace glia::test
