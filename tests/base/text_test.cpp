#include "base/text.hpp"

#include <gtest/gtest.h>

namespace glia {
namespace {

using namespace std::string_view_literals;

TEST(Text, IsKnownToBeUtf8OrNot) {
    for (const std::string_view good : {""sv, "abc"sv, "\xc3\xa4"sv, "\xe2\x82\xac"sv, "\xf0\x9f\x98\x80"sv,
                                        "\xed\x9f\xbf"sv, "\xf4\x8f\xbf\xbf"sv}) {
        EXPECT_TRUE(valid_utf8(good)) << good;
    }
    // Latin-1, a lone continuation, a cut character, overlong forms, a surrogate, beyond U+10FFFF.
    for (const std::string_view bad : {"\xe4"sv, "\x80"sv, "\xe2\x82"sv, "\xc0\x80"sv, "\xe0\x80\x80"sv,
                                       "\xf0\x80\x80\x80"sv, "\xed\xa0\x80"sv, "\xf4\x90\x80\x80"sv, "\xff"sv}) {
        EXPECT_FALSE(valid_utf8(bad)) << testing::PrintToString(std::string(bad));
    }
}

TEST(Text, IsShownInOneLine) {
    EXPECT_EQ(printable("a\nb\x7f"), "a\\x0ab\\x7f");
    EXPECT_EQ(printable("\xc3\xa4"), "\xc3\xa4");
    EXPECT_EQ(printable("a\xff"), "a\\xff");
}

TEST(Text, IsCutBetweenCharacters) {
    EXPECT_EQ(printable("abcdef", 3), "abc...");
    EXPECT_EQ(printable("abc", 3), "abc");
    EXPECT_EQ(printable("ab\xc3\xa4z", 3), "ab...");
}

}  // namespace
}  // namespace glia
