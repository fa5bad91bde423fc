#include "io/csv_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <random>

#include "io/csv_text.hpp"

namespace glia {
namespace {

using Records = std::vector<std::vector<std::string>>;

// Hands over `text` in pieces of at most `piece` bytes.
ReadBytes in_pieces(std::string_view text, std::size_t piece) {
    return [text, piece](std::span<char> bytes) mutable {
        const std::size_t size = std::min({piece, bytes.size(), text.size()});
        std::copy_n(text.data(), size, bytes.data());
        text.remove_prefix(size);
        return size;
    };
}

Records read_all(std::string_view text, std::size_t piece = 1 << 20) {
    CsvReader reader(in_pieces(text, piece), "'t.csv'");
    Records records;
    while (reader.next()) {
        std::vector<std::string>& record = records.emplace_back();
        for (std::size_t i = 0; i < reader.size(); ++i) record.emplace_back(reader.text(i));
    }
    return records;
}

std::string refusal(std::string_view text, std::size_t piece = 1 << 20) {
    try {
        read_all(text, piece);
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_FORMAT);
        return e.what();
    }
    return "accepted";
}

struct Accepted {
    std::string_view text;
    Records records;
};

const Accepted accepted[] = {
    {"", {}},
    {"\n\r\n \t\n", {}},
    {"a", {{"a"}}},
    {"a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
    {"a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
    {"a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
    {"a,b\r", {{"a", "b"}}},
    {"\n\na\n\n\nb\n\n", {{"a"}, {"b"}}},
    {"\xef\xbb\xbf"
     "a,b",
     {{"a", "b"}}},
    {"\xef\xbb\xbf\"a\",b", {{"a", "b"}}},
    {"\xef\xbb", {{"\xef\xbb"}}},
    {",\n", {{"", ""}}},
    {"1,2,", {{"1", "2", ""}}},
    {" a , b ", {{" a ", " b "}}},
    {"\"\"", {{""}}},
    {"\"\"\n\"\"", {{""}, {""}}},
    {"\"a,b\",c", {{"a,b", "c"}}},
    {"\"a\"\"b\"", {{"a\"b"}}},
    {"\"\"\"\"", {{"\""}}},
    {"\"a\nb\",c\nd", {{"a\nb", "c"}, {"d"}}},
    {"\"a\r\nb\"\r\nd", {{"a\r\nb"}, {"d"}}},
    {"\"a\",\"b\"\n", {{"a", "b"}}},
    {"\xc3\xa4,\xe6\xbc\xa2", {{"\xc3\xa4", "\xe6\xbc\xa2"}}},
};

TEST(CsvReader, CutsRecordsAndFields) {
    for (const Accepted& c : accepted) EXPECT_EQ(read_all(c.text), c.records) << c.text;
}

TEST(CsvReader, GivesTheSameWhateverThePiecesItReads) {
    for (const Accepted& c : accepted) {
        for (std::size_t piece = 1; piece <= 8; ++piece) EXPECT_EQ(read_all(c.text, piece), c.records) << c.text;
    }
}

struct Refused {
    std::string_view text;
    std::string message;
};

using namespace std::string_view_literals;

const std::string stray_quote =
    "a quote inside a field that does not begin with one; put the whole field in quotes and "
    "write quotes inside it twice";
const std::string after_quote = "text after the closing quote; a quote inside a quoted field is written twice";
const std::string never_closed = "the quote that opens this field is never closed";

const Refused refused[] = {
    {"a,\"b", "'t.csv': line 1, column 2: " + never_closed},
    {"\"", "'t.csv': line 1, column 1: " + never_closed},
    {"a\n1,\"b\n2\n3\n", "'t.csv': line 2, column 2: " + never_closed},
    {"a\n1,2,\"b\"\"", "'t.csv': line 2, column 3: " + never_closed},
    {"\"a\"b", "'t.csv': line 1, column 1: " + after_quote},
    {"1,\"a\" ,2", "'t.csv': line 1, column 2: " + after_quote},
    {"x\n\"a\nb\"c", "'t.csv': line 3, column 1: " + after_quote},
    {"1,a\"b\"", "'t.csv': line 1, column 2: " + stray_quote},
    {"1, \"b\"", "'t.csv': line 1, column 2: " + stray_quote},
    {"a\rb", "'t.csv': line 1, column 1: a carriage return without a line feed; lines end with LF or CRLF"},
    {"a\n1,2\0,3"sv, "'t.csv': line 2, column 2: a NUL byte; CSV is text, in UTF-8"},
    {"a\n1,\"2\0\""sv, "'t.csv': line 2, column 2: a NUL byte; CSV is text, in UTF-8"},
};

TEST(CsvReader, NamesLineAndColumnOfWhatItRefuses) {
    for (const Refused& c : refused) {
        for (std::size_t piece : {1, 2, 3, 100}) EXPECT_EQ(refusal(c.text, piece), c.message);
    }
}

TEST(CsvReader, KnowsTheLineOfEveryField) {
    CsvReader reader(in_pieces("\n\"a\nb\",c\n\nd,\"e\n\",f\n", 3), "'t.csv'");
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.line(0), 2u);
    EXPECT_EQ(reader.line(1), 3u);
    EXPECT_TRUE(reader.quoted(0));
    EXPECT_FALSE(reader.quoted(1));
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.line(0), 5u);
    EXPECT_EQ(reader.line(1), 5u);
    EXPECT_EQ(reader.line(2), 6u);
    EXPECT_FALSE(reader.next());
    EXPECT_FALSE(reader.next());
}

TEST(CsvReader, ReadsRecordsLongerThanItsWindow) {
    std::string text;
    for (int i = 0; i < 400000; ++i) text += "1.5,";
    text += "2\nend\n";
    const Records records = read_all(text);
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0].size(), 400001u);
    EXPECT_EQ(std::count(records[0].begin(), records[0].end(), "1.5"), 400000);
    EXPECT_EQ(records[0].back(), "2");
    EXPECT_EQ(records[1], std::vector<std::string>{"end"});
}

TEST(CsvReader, RefusesAFieldTooLongToBeData) {
    const std::string most(CsvReader::max_field_bytes, 'x');
    EXPECT_EQ(read_all("a," + most + "\nb"), (Records{{"a", most}, {"b"}}));
    EXPECT_EQ(refusal("a\n1," + most + "x"), "'t.csv': line 2, column 2: a field of more than 1048576 bytes");
    EXPECT_EQ(
        refusal("a\n1,\"" + std::string(3 * most.size(), '\n')),
        "'t.csv': line 2, column 2: a field of more than 1048576 bytes; is the quote that opens it never closed?");
}

// An endless stream must be given up in bounded memory.
TEST(CsvReader, RefusesARecordWithoutAnEnd) {
    CsvReader reader(
        [](std::span<char> bytes) {
            for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = i % 1024 == 0 ? ',' : 'x';
            return bytes.size();
        },
        "'t.csv'");
    try {
        reader.next();
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("a record of more than 67108864 bytes"), std::string::npos) << e.what();
    }
}

TEST(CsvReader, SurvivesEveryShortText) {
    constexpr std::string_view alphabet = "a,\"\n\r";
    constexpr std::size_t length = 5;
    std::size_t combinations = 1;
    for (std::size_t i = 0; i < length; ++i) combinations *= alphabet.size();
    for (std::size_t n = 0; n < combinations; ++n) {
        std::string text;
        for (std::size_t rest = n, i = 0; i < length; ++i, rest /= alphabet.size())
            text += alphabet[rest % alphabet.size()];
        const auto outcome = [&](std::size_t piece) {
            try {
                return testing::PrintToString(read_all(text, piece));
            } catch (const Error& e) {
                return std::string(e.what());
            }
        };
        ASSERT_EQ(outcome(1), outcome(100)) << testing::PrintToString(text);
    }
}

struct Entry {
    std::string_view text;
    CsvEntry type;
    float value;
};

TEST(CsvText, ReadsDecimalNumbers) {
    for (const Entry& c : {Entry{"1", CsvEntry::number, 1},
                           {"-2.5e-3", CsvEntry::number, -2.5e-3f},
                           {"+7", CsvEntry::number, 7},
                           {" \t4 ", CsvEntry::number, 4},
                           {".5", CsvEntry::number, 0.5f},
                           {"5.", CsvEntry::number, 5},
                           {"3.4028235e38", CsvEntry::number, 3.4028235e38f},
                           {"1e-60", CsvEntry::number, 0},
                           {"16777217", CsvEntry::number, 16777216},
                           {"", CsvEntry::empty, 0},
                           {" \t", CsvEntry::empty, 0},
                           {"nan", CsvEntry::not_finite, 0},
                           {"-inf", CsvEntry::not_finite, 0},
                           {"1e39", CsvEntry::too_large, 0},
                           {"-1e999", CsvEntry::too_large, 0},
                           {"abc", CsvEntry::text, 0},
                           {"1,5", CsvEntry::text, 0},
                           {"1 2", CsvEntry::text, 0},
                           {"0x10", CsvEntry::text, 0},
                           {"+-1", CsvEntry::text, 0},
                           {"++1", CsvEntry::text, 0},
                           {"+", CsvEntry::text, 0},
                           {"-", CsvEntry::text, 0},
                           {".", CsvEntry::text, 0},
                           {"1e", CsvEntry::text, 0}}) {
        float value = 0;
        EXPECT_EQ(parse_entry(c.text, value), c.type) << c.text;
        EXPECT_EQ(value, c.value) << c.text;
    }
}

// Short numbers take a way of their own, which must give the same bits as the standard library's.
TEST(CsvText, RoundsAsTheStandardLibraryDoes) {
    std::mt19937 random(1);
    for (int i = 0; i < 200000; ++i) {
        std::string text = random() % 2 == 0 ? "-" : "";
        const std::size_t digits = 1 + random() % 12;
        const std::size_t point = random() % 14;
        for (std::size_t k = 0; k < digits; ++k) {
            if (k == point) text += '.';
            text += static_cast<char>('0' + random() % 10);
        }
        float expected = 0;
        double expected_wide = 0;
        std::from_chars(text.data(), text.data() + text.size(), expected);
        std::from_chars(text.data(), text.data() + text.size(), expected_wide);
        float value = -1;
        double wide = -1;
        ASSERT_EQ(parse_entry(text, value), CsvEntry::number) << text;
        ASSERT_EQ(parse_entry(text, wide), CsvEntry::number) << text;
        ASSERT_EQ(std::bit_cast<std::uint32_t>(value), std::bit_cast<std::uint32_t>(expected)) << text;
        ASSERT_EQ(std::bit_cast<std::uint64_t>(wide), std::bit_cast<std::uint64_t>(expected_wide)) << text;
    }
}

TEST(CsvText, ShowsAnEntryInOneLineOfUtf8) {
    EXPECT_EQ(shown_entry("abc"), "'abc'");
    EXPECT_EQ(shown_entry("a\nb"), "'a\\x0ab'");
    EXPECT_EQ(shown_entry("a\xff"), "'a\\xff'");
    EXPECT_EQ(shown_entry(std::string(41, 'x')), "'" + std::string(40, 'x') + "...'");
    // The cut comes before a character that would be split.
    EXPECT_EQ(shown_entry(std::string(39, 'x') + "\xc3\xa4y"), "'" + std::string(39, 'x') + "...'");
}

}  // namespace
}  // namespace glia
