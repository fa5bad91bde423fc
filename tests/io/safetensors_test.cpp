#include "io/safetensors.hpp"

#include <algorithm>
#include <numeric>

#include "io/model_file_fixture.hpp"

namespace glia {
namespace {

using namespace test;

std::string tensor(const std::string& name, const std::string& shape, const std::string& offsets) {
    return "\"" + name + R"(":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

SafetensorsHeader decode(const std::string& json, std::size_t data_size) {
    const std::string bytes = framed(json, "");
    return decode_safetensors_header(bytes, bytes.size() + data_size);
}

std::string refusal(const std::string& json, std::size_t data_size = 8) {
    const auto [status, text] = outcome([&] { decode(json, data_size); });
    EXPECT_EQ(status, GLIA_ERROR_FORMAT) << json.substr(0, 200);
    return text;
}

TEST(SafetensorsHeader, IsReadAsTheFormatDescribes) {
    const SafetensorsHeader header = decode(
        R"( {"b": {"shape": [], "data_offsets": [8, 12], "dtype": "F32"},
            "__metadata__": {"key": "value", "": "\u00e9\ud83e\udd89"},
            "a": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
            "none": {"dtype": "F32", "shape": [0, 7], "data_offsets": [8, 8]}}  )",
        12);
    EXPECT_EQ(header.metadata, (TextMap{{"", "\xc3\xa9\xf0\x9f\xa6\x89"}, {"key", "value"}}));
    ASSERT_EQ(header.entries.size(), 3U);
    EXPECT_EQ(header.entries[0].name, "a");
    EXPECT_EQ(header.entries[0].dtype, "I64");
    EXPECT_EQ(header.entries[1].name, "none");
    EXPECT_EQ(header.entries[1].shape, (std::vector<std::uint64_t>{0, 7}));
    EXPECT_EQ(header.entries[2].name, "b");
    EXPECT_TRUE(header.entries[2].shape.empty());
    EXPECT_EQ(header.entries[2].begin, 8U);
    EXPECT_EQ(header.entries[2].end, 12U);
    EXPECT_TRUE(decode("{}", 0).entries.empty());
}

TEST(SafetensorsHeader, IsWrittenAlignedAndReadBack) {
    for (std::size_t length = 0; length < 130; ++length) {
        const SafetensorsHeader header = {{{"key", std::string(length, '"')}}, {{"t\n", "F32", {1, 2}, 0, 8}}};
        const std::string bytes = encode_safetensors_header(header);
        EXPECT_EQ(bytes.size() % 64, 0U);
        EXPECT_EQ(static_cast<unsigned char>(bytes[0]) + 256 * static_cast<unsigned char>(bytes[1]), bytes.size() - 8);
        EXPECT_EQ(bytes[8], '{');
        const SafetensorsHeader back = decode_safetensors_header(bytes, bytes.size() + 8);
        EXPECT_EQ(back.metadata, header.metadata);
        ASSERT_EQ(back.entries.size(), 1U);
        EXPECT_EQ(back.entries[0].name, "t\n");
        EXPECT_EQ(back.entries[0].shape, header.entries[0].shape);
    }
}

TEST(SafetensorsHeader, LargerThanTheLimitIsNeitherWrittenNorRead) {
    const SafetensorsHeader header = {{{"key", std::string(safetensors_header_limit, 'x')}}, {}};
    EXPECT_EQ(outcome([&] { encode_safetensors_header(header); }).status, GLIA_ERROR_INVALID_ARGUMENT);

    std::string bytes = framed("{}", "");
    const std::uint64_t length = safetensors_header_limit - 7;
    std::memcpy(bytes.data(), &length, sizeof length);
    MemorySource source(bytes_of(bytes));
    EXPECT_EQ(outcome([&] { read_safetensors_header(source); }).text, "not a safetensors file");
}

TEST(SafetensorsHeader, WithOverlapsOrHolesIsRefused) {
    const auto two = [](const std::string& first, const std::string& second) {
        return "{" + tensor("a", "[1]", first) + "," + tensor("b", "[1]", second) + "}";
    };
    EXPECT_EQ(decode(two("[4,8]", "[0,4]"), 8).entries[0].name, "b");
    EXPECT_EQ(refusal(two("[0,4]", "[0,4]")), "tensors 'a' and 'b' overlap");
    EXPECT_EQ(refusal(two("[0,4]", "[3,7]")), "tensors 'a' and 'b' overlap");
    EXPECT_EQ(refusal(two("[0,4]", "[5,9]")), "there is a hole of 1 bytes before tensor 'b'");
    EXPECT_EQ(refusal(two("[1,5]", "[5,9]")), "there is a hole of 1 bytes before tensor 'a'");
    EXPECT_EQ(refusal(two("[0,4]", "[4,8]"), 7), "truncated: its tensors take 8 bytes, but 7 are there");
    EXPECT_EQ(refusal(two("[0,4]", "[4,8]"), 9), "1 bytes follow its last tensor");
    EXPECT_EQ(refusal("{}", 9), "9 bytes follow its last tensor");
}

TEST(SafetensorsHeader, WithSizesThatContradictItsShapesIsRefused) {
    const auto one = [](const std::string& shape, const std::string& offsets) {
        return "{" + tensor("a", shape, offsets) + "}";
    };
    EXPECT_EQ(decode(one("[2]", "[0,8]"), 8).entries.size(), 1U);
    EXPECT_EQ(refusal(one("[2]", "[8,0]")), "tensor 'a' ends at byte 0, before it begins at 8");
    EXPECT_EQ(refusal(one("[3]", "[0,8]")), "tensor 'a' needs 12 bytes for its shape but has 8");
    EXPECT_EQ(refusal(one("[0]", "[0,8]")), "tensor 'a' needs 0 bytes for its shape but has 8");
    // 2^62 + 2 elements of 4 bytes wrap around to 8 bytes.
    EXPECT_EQ(refusal(one("[4611686018427387906]", "[0,8]")), "tensor 'a' has a shape larger than any memory");
    EXPECT_EQ(refusal(one("[4294967296,4294967296]", "[0,8]")), "tensor 'a' has a shape larger than any memory");
    EXPECT_EQ(refusal(one("[2]", "[18446744073709551612,4]")),
              "tensor 'a' ends at byte 4, before it begins at 18446744073709551612");
}

TEST(SafetensorsHeader, OfHostileJsonIsRefused) {
    const std::string good = tensor("a", "[2]", "[0,8]");
    struct {
        std::string json;
        std::string text;
    } const table[] = {
        {"", "not valid JSON at byte 1"},
        {"{", "not valid JSON at byte 2"},
        {"{" + good + "}{", "not valid JSON at byte 55"},
        {"{" + good + "}" + std::string(1, '\0') + "{", "not valid JSON at byte 55"},
        {"{" + good + ",}", "not valid JSON at byte 55"},
        {"{/* comment */" + good + "}", "not valid JSON at byte 2"},
        {"5", "the whole JSON is a number, which does not belong there"},
        {"null", "the whole JSON is null, which does not belong there"},
        {"\"\"", "the whole JSON is a text, which does not belong there"},
        {"{" + good + "," + good + "}", "'a' stands twice"},
        {R"({"__metadata__":{"a":"","a":""}})", "'__metadata__.a' stands twice"},
        {R"({"__metadata__":{"a":"","\u0061":""}})", "'__metadata__.a' stands twice"},
        {R"({"__metadata__":{},"__metadata__":{}})", "'__metadata__' stands twice"},
        {R"({"__metadata__":{"a":1}})", "'__metadata__.a' is a number, which does not belong there"},
        {R"({"__metadata__":{"shape":[1]}})", "'__metadata__.shape' is an array, which does not belong there"},
        {R"({"__metadata__":{"a":{}}})", "'__metadata__.a' is an object, which does not belong there"},
        {R"({"__metadata__":[]})", "'__metadata__' is an array, which does not belong there"},
        {R"({"__metadata__":null})", "'__metadata__' is null, which does not belong there"},
        {R"({"__metadata__":{"a":"\u0000"}})", "a text contains NUL"},
        {R"({"a\u0000":{}})", "a text contains NUL"},
        {"{\"a\xff\":{}}", "not valid JSON at byte 4"},
        {"{\"\xc0\x80\":{}}", "not valid JSON at byte 3"},
        {"{\"a\n\":{}}", "not valid JSON at byte 4"},
        {R"({"a":{}})", "tensor 'a' has no dtype"},
        {R"({"a":{"dtype":"F32"}})", "tensor 'a' has no shape"},
        {R"({"a":{"dtype":"F32","shape":[1]}})", "tensor 'a' has no data_offsets of two numbers"},
        {"{" + tensor("a", "[1]", "[0]") + "}", "tensor 'a' has no data_offsets of two numbers"},
        {"{" + tensor("a", "[1]", "[0,4,8]") + "}", "tensor 'a' has no data_offsets of two numbers"},
        {"{" + tensor("a", "1", "[0,4]") + "}", "'a.shape' is a number, which does not belong there"},
        {"{" + tensor("a", "{}", "[0,4]") + "}", "'a.shape' is an object, which does not belong there"},
        {"{" + tensor("a", "[[1]]", "[0,4]") + "}", "'a.shape[]' is an array, which does not belong there"},
        {"{" + tensor("a", "[\"1\"]", "[0,4]") + "}", "'a.shape[]' is a text, which does not belong there"},
        {"{" + tensor("a", "[-1]", "[0,4]") + "}", "'a.shape[]' is a negative number, which does not belong there"},
        {"{" + tensor("a", "[1.0]", "[0,4]") + "}",
         "'a.shape[]' is no whole number, or a very large one, which does not belong there"},
        {"{" + tensor("a", "[1e308]", "[0,4]") + "}",
         "'a.shape[]' is no whole number, or a very large one, which does not belong there"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"extra":"x"}})",
         "'a.extra' is a text, which does not belong there"},
        {R"({"a":"F32"})", "'a' is a text, which does not belong there"},
    };
    for (const auto& [json, text] : table) EXPECT_EQ(refusal(json), "its header is malformed: " + text);
}

TEST(SafetensorsHeader, NestedDeeplyIsRefusedWithoutUsingTheStack) {
    constexpr std::size_t depth = 1'000'000;
    std::string objects;
    for (std::size_t i = 0; i < depth; ++i) objects += R"({"a":)";
    EXPECT_NE(refusal(std::string(depth, '[')).find("is an array"), std::string::npos);
    EXPECT_NE(refusal(objects).find("is an object"), std::string::npos);
    EXPECT_NE(refusal("{" + tensor("a", std::string(depth, '['), "[0,8]") + "}").find("is an array"),
              std::string::npos);
}

// Published by the author of XXH3 and its ports.
TEST(Checksum, IsXxh3) {
    const auto sum = [](std::string_view text) {
        Checksum checksum;
        checksum.update(bytes_of(text));
        return checksum.value();
    };
    EXPECT_EQ(sum(""), 0x2d06800538d394c2U);
    EXPECT_EQ(sum("a"), 0xe6c632b61e964e1fU);
    EXPECT_EQ(sum("abc"), 0x78af5f94892f3950U);
}

TEST(Checksum, DoesNotDependOnHowBytesAreCut) {
    std::string text(3000, '\0');
    std::iota(text.begin(), text.end(), char{0});
    Checksum whole;
    whole.update(bytes_of(text));
    for (const std::size_t piece : {1U, 7U, 256U, 2999U}) {
        Checksum cut;
        for (std::size_t i = 0; i < text.size(); i += piece) cut.update(bytes_of(text.substr(i, piece)));
        EXPECT_EQ(cut.value(), whole.value());
    }
}

}  // namespace
}  // namespace glia
