// CSV files as wholes: zipped, through pipes, damaged, real ones and large ones.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "io/csv_fixture.hpp"

namespace glia {
namespace {

using test::gzipped;
using test::Names;
using test::read;
using test::TempFile;

TEST(CsvFiles, ReadsGzip) {
    const Dataset dataset = read(gzipped("a,b\n1,x\n2,y\n"));
    EXPECT_EQ(dataset.rows(), 2u);
    EXPECT_EQ(dataset.class_names(), (Names{"x", "y"}));
}

TEST(CsvFiles, ReadsAPipe) {
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

TEST(CsvFiles, StartsAfreshAtEachReading) {
    const TempFile file("1,a\n");
    InputFile input(file.path());
    EXPECT_EQ(read_csv(input, {}).rows(), 1u);
    std::ofstream(file.path(), std::ios::app) << "2,b\n";
    EXPECT_EQ(read_csv(input, {}).rows(), 2u);
}

TEST(CsvFiles, ReadsItsOwnTruncationsOrRefusesThem) {
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

TEST(CsvFiles, ReadsEveryFlippedBitOrRefusesIt) {
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

TEST(CsvFiles, ReadsTheSampleData) {
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

TEST(CsvFiles, NeedsHardlyMoreMemoryThanItsRows) {
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
