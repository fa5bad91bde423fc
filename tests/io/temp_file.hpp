// A file that lives as long as a test needs it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

namespace glia::test {

class TempFile {
 public:
    explicit TempFile(std::string_view content, const std::string& name = "data")
        : path_(testing::TempDir() + "glia-" + std::to_string(::getpid()) + "-" + name) {
        std::ofstream(path_, std::ios::binary) << content;
    }
    TempFile(const TempFile&) = delete;
    TempFile& operator=(const TempFile&) = delete;
    ~TempFile() { std::remove(path_.c_str()); }

    const std::string& path() const { return path_; }

 private:
    std::string path_;
};

inline std::string gzipped(std::string_view content) {
    z_stream stream = {};
    constexpr int gzip_window = 15 + 16;
    EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string result(compressBound(content.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<unsigned>(content.size());
    stream.next_out = reinterpret_cast<unsigned char*>(result.data());
    stream.avail_out = static_cast<unsigned>(result.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

}  // namespace glia::test
