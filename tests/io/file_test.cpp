#include "io/file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <utility>

#include "base/error.hpp"
#include "io/temp_file.hpp"

namespace glia {
namespace {

using test::gzipped;
using test::TempFile;

std::string read_all(InputFile& file) {
    std::string text(1000, '\0');
    text.resize(file.read(text));
    return text;
}

using Refusal = std::pair<glia_status, std::string>;

Refusal refusal(const std::string& path) {
    try {
        const InputFile file(path);
    } catch (const Error& e) {
        return {e.status(), e.what()};
    }
    return {GLIA_OK, ""};
}

TEST(InputFile, ReadsPlainAndGzipAlike) {
    for (const std::string& content : {std::string("abc"), gzipped("abc")}) {
        const TempFile temporary(content);
        InputFile file(temporary.path());
        EXPECT_EQ(read_all(file), "abc");
        EXPECT_EQ(read_all(file), "");
        file.rewind();
        EXPECT_EQ(read_all(file), "abc");
        EXPECT_EQ(file.measure(100), 3u);
        EXPECT_EQ(file.measure(2), 2u);
        EXPECT_EQ(read_all(file), "abc") << "measuring ends at the beginning";
    }
}

TEST(InputFile, ReadsGzipOfSeveralParts) {
    const TempFile temporary(gzipped("abc") + gzipped("def"));
    InputFile file(temporary.path());
    EXPECT_EQ(read_all(file), "abcdef");
}

TEST(InputFile, SaysWhyItCannotBeOpened) {
    EXPECT_EQ(refusal("/no/such/file"),
              Refusal(GLIA_ERROR_NOT_FOUND, "cannot open '/no/such/file': No such file or directory"));
    EXPECT_EQ(refusal(""), Refusal(GLIA_ERROR_NOT_FOUND, "cannot open '': No such file or directory"));
    EXPECT_EQ(refusal("/"), Refusal(GLIA_ERROR_IO, "cannot read '/': it is a directory"));
    EXPECT_EQ(refusal("/dev/null"), Refusal(GLIA_ERROR_IO, "cannot read '/dev/null': it is neither a file nor a pipe"));
    const TempFile locked("abc");
    ::chmod(locked.path().c_str(), 0);
    if (::access(locked.path().c_str(), R_OK) == 0) GTEST_SKIP() << "this user may read every file";
    EXPECT_EQ(refusal(locked.path()), Refusal(GLIA_ERROR_IO, "cannot open '" + locked.path() + "': Permission denied"));
}

TEST(InputFile, ShowsTheEndOfALongPath) {
    std::string path = "/no";
    for (int i = 0; i < 100; ++i) path += "/such";
    const std::string message = refusal(path + "/file").second;
    EXPECT_TRUE(message.starts_with("cannot open '.../such/such")) << message;
    EXPECT_TRUE(message.ends_with("/such/file': No such file or directory")) << message;
    EXPECT_LT(message.size(), 250u);
}

}  // namespace
}  // namespace glia
