#include "io/csv.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <fstream>
#include <map>
#include <thread>

#include "base/error.hpp"
#include "io/temp_file.hpp"

namespace glia {
namespace {

using test::gzipped;
using test::TempFile;
using Names = std::vector<std::string>;

Dataset read(std::string_view text, const CsvOptions& options = {}) {
    const TempFile file(text);
    InputFile input(file.path());
    return read_csv(input, options);
}

// What is said after the file's name.
std::string refusal(std::string_view text, const CsvOptions& options = {}, glia_status status = GLIA_ERROR_FORMAT) {
    const TempFile file(text);
    try {
        InputFile input(file.path());
        read_csv(input, options);
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), status) << e.what();
        const std::string name = "'" + file.path() + "'";
        std::string message = e.what();
        EXPECT_TRUE(message.starts_with(name) || status == GLIA_ERROR_INVALID_ARGUMENT) << message;
        return message.starts_with(name) ? message.substr(name.size()) : message;
    }
    return "accepted";
}

std::vector<float> row(const Dataset& dataset, std::size_t i) {
    return {dataset.x(i), dataset.x(i) + dataset.features()};
}

std::vector<std::int32_t> classes(const Dataset& dataset) {
    std::vector<std::int32_t> result;
    for (std::size_t i = 0; i < dataset.rows(); ++i) result.push_back(dataset.class_of(i));
    return result;
}

CsvOptions target(const std::string& name, CsvTarget kind = CsvTarget::automatic) {
    CsvOptions options;
    options.targets = {name};
    options.kind = kind;
    return options;
}

CsvOptions kind(CsvTarget wanted) {
    CsvOptions options;
    options.kind = wanted;
    return options;
}

CsvOptions known_classes(const Names& names) {
    CsvOptions options = kind(CsvTarget::classes);
    options.classes = names;
    return options;
}

TEST(Csv, ReadsFeaturesAndClasses) {
    const Dataset dataset = read("width,height,kind\n1,2.5,b\n-3,4e1,a\n5,6,b\n");
    EXPECT_EQ(dataset.rows(), 3u);
    EXPECT_EQ(dataset.features(), 2u);
    EXPECT_EQ(row(dataset, 0), (std::vector<float>{1, 2.5}));
    EXPECT_EQ(row(dataset, 1), (std::vector<float>{-3, 40}));
    EXPECT_EQ(dataset.class_names(), (Names{"a", "b"}));
    EXPECT_EQ(classes(dataset), (std::vector<std::int32_t>{1, 0, 1}));
    EXPECT_EQ(dataset.feature_name(0), "width");
    EXPECT_EQ(dataset.feature_name(1), "height");
    EXPECT_TRUE(dataset.contiguous());
}

TEST(Csv, TakesAFirstRowWithTextAmongTheFeaturesForTheHeader) {
    EXPECT_EQ(read("a,b,c\n1,2,x\n").rows(), 1u);
    EXPECT_EQ(read("1,2,x\n3,4,y\n").rows(), 2u);
    EXPECT_EQ(read("1,b,c\n1,2,x\n").rows(), 1u);
    EXPECT_EQ(read("1,2,x\n3,4,y\n").feature_name(1), "1");
    // Only the target is text: that is a row.
    EXPECT_EQ(read("x,1\ny,2\n", target("0")).rows(), 2u);
    // A missing or infinite number is no header, but a defect.
    EXPECT_EQ(refusal("1,,x\n3,4,y\n"), ": line 1, column 2: the field is empty; a number is needed");
    EXPECT_EQ(refusal("1,inf,x\n3,4,y\n"), ": line 1, column 2: 'inf' is not a finite number");
}

TEST(Csv, FindsTheTargetByNameOrIndex) {
    const std::string text = "a,b,c\n1,20,300\n2,30,400\n";
    const std::map<std::string, float> expected = {{"a", 1},   {"b", 20},   {"c", 300}, {"0", 1}, {"1", 20},
                                                   {"2", 300}, {"-1", 300}, {"-2", 20}, {"-3", 1}};
    for (const auto& [name, value] : expected) {
        const Dataset dataset = read(text, target(name, CsvTarget::values));
        EXPECT_EQ(dataset.outputs(), 1u);
        EXPECT_EQ(*dataset.targets(0), value) << name;
        EXPECT_EQ(dataset.features(), 2u);
        float sum = *dataset.targets(0);
        for (const float each : row(dataset, 0)) sum += each;
        EXPECT_EQ(sum, 321) << "the target is not among the features";
    }
    EXPECT_EQ(read(text, target("b")).feature_name(1), "c");
}

TEST(Csv, PrefersANameToAnIndex) {
    const Dataset dataset = read("id,2,0\n7,8,9\n", target("2", CsvTarget::values));
    EXPECT_EQ(*dataset.targets(0), 8);
}

TEST(Csv, KnowsAHeaderByTheTargetsNameEvenAmongNumbers) {
    const Dataset dataset = read("0,1,digit\n5,6,7\n", target("digit"));
    EXPECT_EQ(dataset.rows(), 1u);
    EXPECT_EQ(dataset.feature_name(1), "1");
}

TEST(Csv, NamesTheNearestColumn) {
    const auto not_found = GLIA_ERROR_NOT_FOUND;
    const std::string text = "petal_length,petal_width,species\n1,2,a\n";
    EXPECT_EQ(
        refusal(text, target("petal_widht"), not_found),
        ": no column 'petal_widht'; did you mean 'petal_width'? Or give its name, or an index from 0 to 2 (or -3 to "
        "-1)");
    EXPECT_EQ(refusal(text, target("zzz"), not_found),
              ": no column 'zzz'; give its name, or an index from 0 to 2 (or -3 to -1)");
    EXPECT_EQ(refusal("1,2\n", target("zzz"), not_found),
              ": no column 'zzz' (there is no header); give its name, or an index from 0 to 1 (or -2 to -1)");
    for (const char* bad : {"3", "-4", "9223372036854775807"}) {
        EXPECT_EQ(refusal(text, target(bad), not_found),
                  format(": no column {}; there are 3, so an index is from 0 to 2 (or -3 to -1)", bad));
    }
    EXPECT_EQ(refusal(text, target("9223372036854775808"), not_found),
              ": no column '9223372036854775808'; give its name, or an index from 0 to 2 (or -3 to -1)");
}

TEST(Csv, RefusesATargetNameThatTwoColumnsHave) {
    EXPECT_EQ(refusal("a,b,a\n1,2,3\n", target("a")),
              ": columns 1 and 3 are both called 'a'; name the column by its index (0 or 2)");
    EXPECT_EQ(read("a,a,b\n1,2,3\n", target("b")).feature_name(1), "a");
}

TEST(Csv, DecidesBetweenClassesAndValues) {
    EXPECT_EQ(read("1,b\n1,a\n").class_count(), 2u);
    EXPECT_EQ(read("1,0\n1,7\n").class_names(), (Names{"0", "7"}));
    EXPECT_EQ(read("1,0.0\n1,1.0\n").class_names(), (Names{"0.0", "1.0"}));
    EXPECT_EQ(read("1,0.5\n1,7\n").outputs(), 1u);
    EXPECT_EQ(read("1,0.5\n1,7\n").class_count(), 0u);
    EXPECT_EQ(read("1,1\n1,x\n").class_names(), (Names{"1", "x"}));

    const auto whole_numbers = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += "1," + std::to_string(i) + "\n";
        return text + text;
    };
    EXPECT_EQ(read(whole_numbers(100)).class_count(), 100u);
    EXPECT_EQ(read(whole_numbers(101)).class_count(), 0u);
    EXPECT_EQ(read(whole_numbers(101)).outputs(), 1u);
    EXPECT_EQ(read(whole_numbers(101), kind(CsvTarget::classes)).class_count(), 101u);
    EXPECT_EQ(read("1,0\n1,7\n", kind(CsvTarget::values)).outputs(), 1u);
}

TEST(Csv, RefusesToGuessWhatOneWordAmongValuesMeans) {
    const std::string reason =
        " the target has both text and too many numbers for classes; correct the file, or say "
        "whether the target is classes or values";
    EXPECT_EQ(refusal("x,price\n1,0.5\n1,n/a\n"), ": line 3, column 2 ('price'): with 'n/a'" + reason);
    EXPECT_EQ(refusal("x,price\n1,n/a\n1,0.5\n"), ": line 3, column 2 ('price'): with '0.5'" + reason);
    EXPECT_EQ(read("x,price\n1,0.5\n1,n/a\n", kind(CsvTarget::classes)).class_count(), 2u);
    EXPECT_EQ(refusal("x,price\n1,0.5\n1,n/a\n", kind(CsvTarget::values)),
              ": line 3, column 2 ('price'): 'n/a' is not a number");
}

TEST(Csv, RefusesAMissingTarget) {
    EXPECT_EQ(refusal("x,y\n1,a\n1,\n"), ": line 3, column 2 ('y'): the target is empty");
    EXPECT_EQ(refusal("x,y\n1,0.5\n1, \n"), ": line 3, column 2 ('y'): the target is empty");
    EXPECT_EQ(refusal("x,y\n1,0.5\n1,nan\n"), ": line 3, column 2 ('y'): 'nan' is not a finite number");
    EXPECT_EQ(refusal("x,y\n1,0.5\n1,\n", kind(CsvTarget::values)),
              ": line 3, column 2 ('y'): the field is empty; a number is needed");
}

TEST(Csv, OrdersClassesByNumberThenText) {
    EXPECT_EQ(read("1,10\n1,9\n1,-1\n1,2\n").class_names(), (Names{"-1", "2", "9", "10"}));
    EXPECT_EQ(read("1,pear\n1,Fig\n1,apple\n1,10\n1,9\n").class_names(), (Names{"9", "10", "Fig", "apple", "pear"}));
    EXPECT_EQ(read("1,20000001\n1,20000002\n1,20000000\n").class_names(), (Names{"20000000", "20000001", "20000002"}));
}

TEST(Csv, DropsBlanksAroundNamesThatAreNotInQuotes) {
    const Dataset dataset = read("a , b,kind\n 1 ,\t2, x\n+3,4,x \n5,6,\" x\"\n");
    EXPECT_EQ(dataset.feature_name(0), "a");
    EXPECT_EQ(dataset.feature_name(1), "b");
    EXPECT_EQ(dataset.class_names(), (Names{" x", "x"}));
    EXPECT_EQ(row(dataset, 0), (std::vector<float>{1, 2}));
    EXPECT_EQ(row(dataset, 1), (std::vector<float>{3, 4}));
}

TEST(Csv, ReadsQuotedFields) {
    const Dataset dataset = read("\"a,1\",\"b\"\"\",c\r\n\"1\",\" 2 \",\"x\ny\"\r\n");
    EXPECT_EQ(dataset.feature_name(0), "a,1");
    EXPECT_EQ(dataset.feature_name(1), "b\"");
    EXPECT_EQ(row(dataset, 0), (std::vector<float>{1, 2}));
    EXPECT_EQ(dataset.class_names(), Names{"x\ny"});
}

TEST(Csv, WithoutTargetTakesEveryColumnForAFeature) {
    const Dataset dataset = read("a,b\n1,2\n", kind(CsvTarget::none));
    EXPECT_EQ(dataset.features(), 2u);
    EXPECT_FALSE(dataset.has_targets());
    EXPECT_EQ(read("1\n2\n", kind(CsvTarget::none)).rows(), 2u);
}

TEST(Csv, OfAHeaderAloneIsAnEmptyDataSet) {
    const Dataset dataset = read("a,b,c\n");
    EXPECT_EQ(dataset.rows(), 0u);
    EXPECT_EQ(dataset.features(), 2u);
    EXPECT_FALSE(dataset.has_targets());
    EXPECT_EQ(read("a,b,c\n", kind(CsvTarget::none)).features(), 3u);
    EXPECT_EQ(read("a,b,c\n", kind(CsvTarget::values)).outputs(), 1u);
    const CsvOptions known = known_classes({"x", "y"});
    EXPECT_EQ(read("a,b,c\n", known).class_count(), 2u);
}

TEST(Csv, TakesClassesThatAreKnown) {
    const CsvOptions known = known_classes({"setosa", "virginica", "b"});
    const Dataset dataset = read("1,virginica\n2, setosa\n3,virginica\n", known);
    EXPECT_EQ(classes(dataset), (std::vector<std::int32_t>{1, 0, 1}));
    EXPECT_EQ(dataset.class_names(), known.classes);
    EXPECT_EQ(refusal("x,species\n1,setosa\n2,setsoa\n", known),
              ": line 3, column 2 ('species'): unknown class 'setsoa'; 3 are known; did you mean 'setosa'?");
    EXPECT_EQ(refusal("1,\n", known), ": line 1, column 2: unknown class ''; 3 are known");
    const CsvOptions twice = known_classes({"a", "a"});
    EXPECT_EQ(refusal("1,a\n", twice, GLIA_ERROR_INVALID_ARGUMENT), "classes: 'a' is given twice");
}

TEST(Csv, NamesWhatItRefuses) {
    struct Case {
        std::string text;
        std::string message;
    };
    const std::string header = "sepal_length,sepal_width,petal_width,species\n";
    const Case cases[] = {
        {"", " is empty; a header or a row is needed"},
        {"\n\n", " is empty; a header or a row is needed"},
        {"\xef\xbb\xbf", " is empty; a header or a row is needed"},
        {"1\n2\n", ": there is one column, but a target and at least one feature are needed"},
        {"a;b\n1;2\n",
         ": there is one column, but a target and at least one feature are needed; fields must be "
         "separated by commas"},
        {header + "\n1,2,3,a\n1,2,abc,a\n", ": line 4, column 3 ('petal_width'): 'abc' is not a number"},
        {header + "1,2,,a\n", ": line 2, column 3 ('petal_width'): the field is empty; a number is needed"},
        {header + "1,\"\",3,a\n", ": line 2, column 2 ('sepal_width'): the field is empty; a number is needed"},
        {header + "NaN,2,3,a\n", ": line 2, column 1 ('sepal_length'): 'NaN' is not a finite number"},
        {header + "1,-Infinity,3,a\n", ": line 2, column 2 ('sepal_width'): '-Infinity' is not a finite number"},
        {header + "1,2,3.5e38,a\n", ": line 2, column 3 ('petal_width'): '3.5e38' is outside the range of float32"},
        {header + "1,2,1e-9999,a\n", ": line 2, column 3 ('petal_width'): '1e-9999' is outside the range of float32"},
        {header + "1,2,3,a\n1,2,3\n", ": line 3, column 4: the row has 3 fields, but the first has 4"},
        {header + "1,2,3,4,a,b\n", ": line 2, column 5: the row has 6 fields, but the first has 4"},
        {header + "1,2,3,\"a\n", ": line 2, column 4: the quote that opens this field is never closed"},
        {header + "1,2,3,\xe4\n", ": line 2, column 4 ('species'): '\\xe4' is not UTF-8"},
        {"a,\xe4\n1,2\n", ": line 1, column 2: the column name '\\xe4' is not UTF-8"},
    };
    for (const Case& c : cases) EXPECT_EQ(refusal(c.text), c.message);
}

TEST(Csv, DoesNotAskTheLocale) {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) GTEST_SKIP() << "no locale with a decimal comma is installed";
    const std::vector<float> read_there = row(read("1.5,x\n"), 0);
    std::setlocale(LC_ALL, before.c_str());
    EXPECT_EQ(read_there, std::vector<float>{1.5});
}

TEST(Csv, ReadsGzip) {
    const Dataset dataset = read(gzipped("a,b\n1,x\n2,y\n"));
    EXPECT_EQ(dataset.rows(), 2u);
    EXPECT_EQ(dataset.class_names(), (Names{"x", "y"}));
}

TEST(Csv, ReadsAPipe) {
    const std::string path = testing::TempDir() + "glia-" + std::to_string(::getpid()) + "-pipe";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&] {
        std::ofstream pipe(path);
        pipe << "a,b\n";
        for (int i = 0; i < 50000; ++i) pipe << i << ",x\n";
    });
    InputFile file(path);
    const Dataset dataset = read_csv(file, {});
    writer.join();
    std::remove(path.c_str());
    EXPECT_EQ(dataset.rows(), 50000u);
    EXPECT_EQ(*dataset.x(49999), 49999);
}

TEST(Csv, StartsAfreshAtEachReading) {
    const TempFile file("1,a\n");
    InputFile input(file.path());
    EXPECT_EQ(read_csv(input, {}).rows(), 1u);
    std::ofstream(file.path(), std::ios::app) << "2,b\n";
    EXPECT_EQ(read_csv(input, {}).rows(), 2u);
}

TEST(Csv, ReadsItsOwnTruncationsOrRefusesThem) {
    const std::string text =
        "\xef\xbb\xbf"
        "a,\"b\"\"c\",kind\r\n1.5,-2e3,\"x\r\ny\"\r\n\r\n+3, 4 ,z\r\n";
    for (std::size_t length = 0; length <= text.size(); ++length) {
        try {
            EXPECT_LE(read(text.substr(0, length)).rows(), 2u);
        } catch (const Error& e) {
            EXPECT_TRUE(e.status() == GLIA_ERROR_FORMAT || e.status() == GLIA_ERROR_NOT_FOUND) << e.what();
        }
    }
}

TEST(Csv, ReadsEveryFlippedBitOrRefusesIt) {
    const std::string text = "a,\"b\",kind\r\n1.5,-2e3,\"x\"\r\n+3, 4 ,z\r\n";
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        std::string flipped = text;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        try {
            EXPECT_LE(read(flipped).rows(), 4u);
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_FORMAT) << e.what();
        }
    }
}

struct Sample {
    std::string file;
    std::size_t rows;
    std::size_t features;
    Names classes;
    std::vector<std::size_t> class_rows;
    std::string last_feature;
};

TEST(Csv, ReadsTheSampleData) {
    const Sample samples[] = {
        {"iris.csv", 150, 4, {"setosa", "versicolor", "virginica"}, {50, 50, 50}, "petal_width"},
        {"wine.csv", 178, 13, {"cultivar_1", "cultivar_2", "cultivar_3"}, {59, 71, 48}, "proline"},
        {"breast_cancer.csv", 569, 30, {"benign", "malignant"}, {357, 212}, "worst_fractal_dimension"},
        {"digits.csv",
         1797,
         64,
         {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
         {178, 182, 177, 183, 181, 182, 181, 179, 174, 180},
         "pixel_7_7"},
    };
    for (const Sample& sample : samples) {
        InputFile file(std::string(GLIA_TEST_DATA) + "/" + sample.file);
        const Dataset dataset = read_csv(file, {});
        EXPECT_EQ(dataset.rows(), sample.rows) << sample.file;
        EXPECT_EQ(dataset.features(), sample.features) << sample.file;
        EXPECT_EQ(dataset.class_names(), sample.classes) << sample.file;
        EXPECT_EQ(dataset.class_rows(), sample.class_rows) << sample.file;
        EXPECT_EQ(dataset.feature_name(sample.features - 1), sample.last_feature);
    }
}

// The memory of the process, in bytes, as the kernel writes it: "VmRSS:     1234 kB".
std::size_t memory(const std::string& what) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(what)) return std::stoul(line.substr(what.size() + 1)) * 1024;
    }
    return 0;
}

TEST(Csv, NeedsHardlyMoreMemoryThanItsRows) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer's own memory hides what is measured";
#endif
    constexpr std::size_t rows = 100000;
    constexpr std::size_t features = 50;
    const std::string path = testing::TempDir() + "glia-" + std::to_string(::getpid()) + "-large.csv";
    {
        std::string line;
        for (std::size_t i = 0; i < features; ++i) line += "0.25,";
        std::ofstream file(path);
        for (std::size_t i = 0; i < rows; ++i) file << line << i % 3 << '\n';
    }
    InputFile file(path);
    const std::size_t before = memory("VmRSS:");
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak starts again from here
    const bool counts_peak = memory("VmHWM:") < before + (1 << 20);
    const Dataset dataset = read_csv(file, {});
    const std::size_t peak = memory("VmHWM:") - before;
    std::remove(path.c_str());
    EXPECT_EQ(dataset.rows(), rows);
    if (!counts_peak) GTEST_SKIP() << "this kernel does not let a process reset its peak";
    const double needed = rows * (features * sizeof(float) + sizeof(std::int32_t));
    EXPECT_LE(static_cast<double>(peak), 1.2 * needed);
    RecordProperty("peak_over_needed", std::to_string(static_cast<double>(peak) / needed));
}

}  // namespace
}  // namespace glia
