// Arrays that NumPy wrote (tests/data/npy/make.py), and headers that nobody should write.
#include "io/npy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

#include "base/error.hpp"
#include "io/array_source.hpp"
#include "io/temp_file.hpp"

namespace glia {
namespace {

using test::gzipped;
using test::TempFile;
using Values = std::vector<float>;

std::string made_by_numpy(const std::string& name) {
    return GLIA_TEST_DATA "/npy/" + name + ".npy";
}

Dataset open(const std::string& x, const std::string& targets = "", NpyTargets kind = NpyTargets::automatic) {
    InputFile file(x);
    if (targets.empty()) return read_npy(file, nullptr, kind);
    InputFile target_file(targets);
    return read_npy(file, &target_file, kind);
}

Values row(const Dataset& dataset, std::size_t i) {
    Values values(dataset.features());
    dataset.copy_x(i, values.data());
    return values;
}

// The status and what is said after the name of the first file, or "accepted".
struct Refusal {
    glia_status status;
    std::string text;
    bool operator==(const Refusal&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
    return out << refusal.status << " " << refusal.text;
}

template <class Open>
Refusal refusal_of(Open&& open_it, const std::string& path) {
    try {
        open_it();
    } catch (const Error& e) {
        std::string text = e.what();
        const std::string name = "'" + path + "'";
        return {e.status(), text.starts_with(name) ? text.substr(name.size()) : text};
    }
    return {GLIA_OK, "accepted"};
}

Refusal refusal(const std::string& content) {
    const TempFile file(content, "x.npy");
    return refusal_of([&] { open(file.path()); }, file.path());
}

std::string npy(const std::string& dictionary, const std::string& elements = "", char major = 1) {
    std::string text = "\x93NUMPY" + std::string{major, '\0'};
    const std::size_t bytes = major == 1 ? 2 : 4;
    for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(dictionary.size() >> (8 * i) & 0xff);
    return text + dictionary + elements;
}

std::string dictionary(const std::string& shape, const std::string& descr = "'|u1'") {
    return "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
}

TEST(Npy, ReadsEveryTypeInBothByteOrders) {
    const Values counts[] = {{0, 1, 2}, {3, 40, 127}};
    const Values less_two[] = {{-2, -1, 0}, {1, 38, 125}};
    for (const std::string name : {"u1", "u2_little", "u2_big", "u4_little", "u4_big", "u8_little", "u8_big"}) {
        const Dataset dataset = open(made_by_numpy(name));
        EXPECT_EQ(row(dataset, 0), counts[0]) << name;
        EXPECT_EQ(row(dataset, 1), counts[1]) << name;
        EXPECT_FALSE(dataset.in_place()) << name;
        EXPECT_FALSE(dataset.has_targets()) << name;
    }
    for (const std::string name : {"i1", "i2_little", "i2_big", "i4_little", "i4_big", "i8_little", "i8_big",
                                   "f4_little", "f4_big", "f8_little", "f8_big", "version_2", "version_3"}) {
        const Dataset dataset = open(made_by_numpy(name));
        EXPECT_EQ(dataset.rows(), 2u) << name;
        EXPECT_EQ(row(dataset, 0), less_two[0]) << name;
        EXPECT_EQ(row(dataset, 1), less_two[1]) << name;
    }
    EXPECT_EQ(row(open(made_by_numpy("bool")), 0), (Values{0, 0, 1}));
}

TEST(Npy, UsesFloat32WhereItLies) {
    const Dataset dataset = open(made_by_numpy("f4_little"));
    ASSERT_TRUE(dataset.in_place());
    EXPECT_TRUE(dataset.contiguous());
    EXPECT_EQ(dataset.x(1)[2], 125);
    EXPECT_THROW(open(made_by_numpy("f8_little")).x(0), Error);
}

TEST(Npy, ConvertsFloat32ThatStandsAtAnOddAddress) {
    const float values[] = {1.5f, -2.5f};
    const std::string bytes(reinterpret_cast<const char*>(values), sizeof values);
    for (std::size_t blanks = 0; blanks < 4; ++blanks) {
        const TempFile file(npy(dictionary("(1, 2)", "'<f4'") + std::string(blanks, ' '), bytes), "odd.npy");
        EXPECT_EQ(row(open(file.path()), 0), (Values{1.5f, -2.5f}));
    }
}

TEST(Npy, TakesAllDimensionsButTheFirstInALine) {
    const Dataset images = open(made_by_numpy("images"));
    EXPECT_EQ(images.rows(), 3u);
    EXPECT_EQ(row(images, 2), (Values{8, 9, 10, 11}));
    const Dataset vector = open(made_by_numpy("vector"));
    EXPECT_EQ(vector.features(), 1u);
    EXPECT_EQ(row(vector, 1), (Values{-1.5f}));
    EXPECT_EQ(open(made_by_numpy("no_rows")).rows(), 0u);
}

TEST(Npy, ReadsClassesAndValues) {
    for (const std::string name : {"labels", "label_column"}) {
        const Dataset classes = open(made_by_numpy("images"), made_by_numpy(name));
        EXPECT_EQ(classes.class_names(), (std::vector<std::string>{"0", "1", "2"})) << name;
        EXPECT_EQ(classes.class_of(0), 2) << name;
        EXPECT_EQ(classes.class_of(1), 0) << name;
        const Dataset values = open(made_by_numpy("images"), made_by_numpy(name), NpyTargets::values);
        EXPECT_EQ(values.outputs(), 1u) << name;
        EXPECT_EQ(values.targets(2)[0], 2) << name;
    }
    const Dataset amounts = open(made_by_numpy("images"), made_by_numpy("amounts"));
    EXPECT_EQ(amounts.outputs(), 2u);
    EXPECT_EQ(amounts.targets(1)[0], -2);
    EXPECT_EQ(amounts.targets(1)[1], 1e-3f);
}

TEST(Npy, KeepsTheMapForThePartsOfASplit) {
    std::optional<Split> parts;
    {
        const Dataset whole = open(made_by_numpy("images"), made_by_numpy("labels"));
        parts.emplace(split(whole, 0.34, false, 1));
    }
    EXPECT_EQ(parts->first.rows() + parts->second.rows(), 3u);
    EXPECT_EQ(row(parts->first, 0).size(), 4u);
}

TEST(Npy, RefusesWhatNumPyWritesButNoNetworkReads) {
    const std::string known = "; float32, float64, integers and bool can be read";
    const std::pair<std::string, std::string> cases[] = {
        {"fortran", " is in Fortran order, column after column; save it in C order (numpy.ascontiguousarray)"},
        {"objects", " has dtype '|O', Python objects, which only Python can read" + known},
        {"structured", " has a structured dtype, of named fields; save an array of plain numbers"},
        {"text", " has dtype '<U2', text" + known},
        {"bytes", " has dtype '|S2', text" + known},
        {"complex", " has dtype '<c8', complex numbers" + known},
        {"half", " has dtype '<f2'" + known},
        {"dates", " has dtype '<M8[D]', times" + known},
    };
    for (const auto& [name, text] : cases) {
        const std::string path = made_by_numpy(name);
        EXPECT_EQ(refusal_of([&] { open(path); }, path), (Refusal{GLIA_ERROR_UNSUPPORTED, text})) << name;
    }
    const std::pair<std::string, std::string> defects[] = {
        {"scalar", " holds a single number (shape ()); rows are needed"},
        {"nan", ": row 1, column 1 (from 0) is not a finite float32"},
        {"huge", ": row 1, column 0 (from 0) is not a finite float32"},
    };
    for (const auto& [name, text] : defects) {
        const std::string path = made_by_numpy(name);
        EXPECT_EQ(refusal_of([&] { open(path); }, path), (Refusal{GLIA_ERROR_FORMAT, text})) << name;
    }
}

TEST(Npy, RefusesTargetsThatDoNotFit) {
    const auto said = [](const std::string& targets, NpyTargets kind) {
        const std::string path = made_by_numpy(targets);
        return refusal_of([&] { open(made_by_numpy("images"), path, kind); }, path);
    };
    EXPECT_EQ(
        said("amounts", NpyTargets::classes),
        (Refusal{GLIA_ERROR_FORMAT, " has 2 floating-point numbers in a row; classes are one whole number in each"}));
    EXPECT_EQ(said("f4_little", NpyTargets::values),
              (Refusal{GLIA_ERROR_FORMAT, " has 2 rows, but '" + made_by_numpy("images") + "' has 3"}));
    const TempFile negative(npy(dictionary("(3,)", "'|i1'"), {'\0', '\xff', '\1'}), "negative.npy");
    EXPECT_EQ(
        refusal_of([&] { open(made_by_numpy("images"), negative.path()); }, negative.path()),
        (Refusal{GLIA_ERROR_FORMAT, ": row 1 (from 0) is -1; classes are from 0 to 999999 (are the targets values?)"}));
    EXPECT_EQ(open(made_by_numpy("images"), negative.path(), NpyTargets::values).targets(1)[0], -1);
    const TempFile vast(npy(dictionary("(3,)", "'<u8'"), std::string(24, '\xff')), "vast.npy");
    EXPECT_EQ(refusal_of([&] { open(made_by_numpy("images"), vast.path()); }, vast.path()).status, GLIA_ERROR_FORMAT);
}

TEST(Npy, ReadsHeadersAsPythonWould) {
    const std::string accepted[] = {
        "{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (1, 2)}",
        "{'shape':(1,2,),'fortran_order':False,'descr':'=u1'}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1L, 2L), }   \n",
        "  {  'descr'  :  '<u1'  ,  'shape' : ( 1 , 2 ) , 'fortran_order' : False }",
    };
    for (const std::string& text : accepted) EXPECT_EQ(refusal(npy(text, "ab")).text, "accepted") << text;
}

TEST(Npy, RefusesHostileHeaders) {
    struct Case {
        std::string content;
        std::string text;
    };
    const std::string good = dictionary("(1, 2)");
    const Case cases[] = {
        {"", " is not an NPY file: it does not begin with \\x93NUMPY"},
        {"\x93NUMP", " is not an NPY file: it does not begin with \\x93NUMPY"},
        {"\x93NUMPY", " is truncated: it ends within its NPY header"},
        {npy(good).substr(0, 9), " is truncated: it ends within its NPY header"},
        {npy(good).substr(0, 30), " is truncated: it ends within its NPY header"},
        {npy(good, "a"), " is truncated: it has " + std::to_string(npy(good).size() + 1) +
                             " bytes, but 1 rows of 2 elements need " + std::to_string(npy(good).size() + 2)},
        {npy(good, "abc"),
         " goes on after its data: 1 rows of 2 elements end at byte " + std::to_string(npy(good).size() + 2)},
        {npy("", ""), ": its NPY header is malformed: '{' is expected at character 1"},
        {npy("{}"), ": its NPY header has no 'descr'"},
        {npy("{'descr': '|u1'}"), ": its NPY header has no 'fortran_order'"},
        {npy("{'descr': '|u1', 'fortran_order': False}"), ": its NPY header has no 'shape'"},
        {npy("{'descr': '|u1', 'descr': '|u1'}"), ": its NPY header has 'descr' twice"},
        {npy("{'other': 1}"), ": its NPY header has 'other'; only descr, fortran_order and shape are known"},
        {npy("{'descr"), ": its NPY header is malformed: a quote is never closed"},
        {npy("{'descr': '|u1' 'shape'"), ": its NPY header is malformed: ',' is expected at character 17"},
        {npy("{'fortran_order': 0}"), ": its NPY header is malformed: True or False is expected at character 19"},
        {npy(dictionary("(1, 2")), ": its NPY header has a shape without a size at character 58"},
        {npy(dictionary("(-1, 2)")), ": its NPY header has a shape without a size at character 52"},
        {npy(dictionary("(99999999999999999999,)")), ": its NPY header has a shape without a size at character 52"},
        {npy(dictionary("1")), ": its NPY header is malformed: '(' is expected at character 51"},
        {npy(good + "{}", "ab"), ": its NPY header goes on after its closing brace"},
        {npy(dictionary("(2, 0)")), ": dimension 2 has size 0; a row has at least one element"},
        {npy(dictionary("(4294967296, 4294967296)")), ": its shape gives more elements than can be counted"},
        {npy(dictionary("(0, 18446744073709551615)")), ": its shape gives more elements than can be counted"},
        {npy(dictionary("(18446744073709551615,)")), ": its shape gives more elements than can be counted"},
        {npy(std::string(1 << 21, ' '), "", 2), ": an NPY header of 2097152 bytes; at most 1048576 make sense"},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(refusal(each.content), (Refusal{GLIA_ERROR_FORMAT, each.text})) << each.content.substr(0, 100);
    }
    std::string dimensions;
    for (int i = 0; i < 65; ++i) dimensions += "1,";
    EXPECT_EQ(refusal(npy(dictionary("(" + dimensions + ")"))).text,
              ": its NPY header has a shape of more than 64 dimensions");
    EXPECT_EQ(refusal(npy(good, "ab", 4)),
              (Refusal{GLIA_ERROR_UNSUPPORTED, " is NPY version 4.0; versions 1.0, 2.0 and 3.0 are known"}));
    for (const std::string descr : {"''", "'f'", "'<f16'", "'<i3'", "'<b2'", "'?u1'", "'<u9'", "'<i10'"}) {
        EXPECT_EQ(refusal(npy(dictionary("(1, 2)", descr), "ab")).status, GLIA_ERROR_UNSUPPORTED) << descr;
    }
}

// NaN in the second row, as float32 where it lies and as float64 that is converted.
TEST(Npy, TakesNaNForMissingValuesWhereTheyAreAllowed) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double doubles[] = {1, 2, 3, 4, nan, 6};
    const float floats[] = {1, 2, 3, 4, static_cast<float>(nan), 6};
    const std::string contents[] = {
        npy(dictionary("(2, 3)", "'<f8'"), std::string(reinterpret_cast<const char*>(doubles), sizeof doubles)),
        npy(dictionary("(2, 3)", "'<f4'"), std::string(reinterpret_cast<const char*>(floats), sizeof floats)),
    };
    for (const std::string& content : contents) {
        const TempFile file(content, "missing.npy");
        EXPECT_EQ(refusal(content), (Refusal{GLIA_ERROR_FORMAT, ": row 1, column 1 (from 0) is not a finite float32"}));
        InputFile input(file.path());
        const Dataset memory = read_npy(input, nullptr, NpyTargets::automatic, true);
        const Dataset stream = stream_npy(InputFile(file.path()), nullptr, NpyTargets::automatic, 0, true);
        for (const Dataset* const dataset : {&memory, &stream}) {
            const auto missing = dataset->first_missing();
            ASSERT_TRUE(missing.has_value());
            EXPECT_EQ(missing->row, 1u);
            EXPECT_EQ(missing->feature, 1u);
        }
        EXPECT_TRUE(std::isnan(row(memory, 1)[1]));
        EXPECT_EQ(row(memory, 1)[2], 6);
        float x[6];
        stream.source().open()->read(2, {.x = x});
        EXPECT_TRUE(std::isnan(x[4]));
        EXPECT_EQ(x[5], 6);
        // Targets must be known.
        InputFile again(file.path());
        InputFile targets(file.path());
        EXPECT_THROW(read_npy(again, &targets, NpyTargets::values, true), Error);
    }
}

TEST(Npy, TakesNoInfinityForAMissingValue) {
    const float floats[] = {1, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN(), 4};
    const TempFile file(npy(dictionary("(2, 2)", "'<f4'"), std::string(reinterpret_cast<const char*>(floats), 16)),
                        "infinite.npy");
    const Refusal expected = {GLIA_ERROR_FORMAT, ": row 0, column 1 (from 0) is not a finite float32"};
    InputFile input(file.path());
    EXPECT_EQ(refusal_of([&] { read_npy(input, nullptr, NpyTargets::automatic, true); }, file.path()), expected);
    EXPECT_EQ(
        refusal_of([&] { stream_npy(InputFile(file.path()), nullptr, NpyTargets::automatic, 0, true); }, file.path()),
        expected);
    const float known[] = {1, 2, 3, 4};
    const TempFile whole(npy(dictionary("(2, 2)", "'<f4'"), std::string(reinterpret_cast<const char*>(known), 16)),
                         "known.npy");
    EXPECT_FALSE(stream_npy(InputFile(whole.path()), nullptr, NpyTargets::automatic, 0, true).has_missing());
}

TEST(Npy, RefusesEveryTruncationOfAFile) {
    std::ifstream file(made_by_numpy("f4_little"), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    for (std::size_t size = 0; size < content.size(); ++size) {
        EXPECT_EQ(refusal(content.substr(0, size)).status, GLIA_ERROR_FORMAT) << size;
    }
}

TEST(Npy, RefusesGzip) {
    EXPECT_EQ(refusal(gzipped(npy(dictionary("(1, 2)"), "ab"))),
              (Refusal{GLIA_ERROR_UNSUPPORTED, " is gzip, which cannot be mapped into memory: unzip it first"}));
}

}  // namespace
}  // namespace glia
