#include "io/idx.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "io/temp_file.hpp"

namespace glia {
namespace {

using test::gzipped;
using test::TempFile;

std::string big_endian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
}

std::string header(int type, const std::vector<std::uint32_t>& sizes) {
    std::string text{'\0', '\0', static_cast<char>(type), static_cast<char>(sizes.size())};
    for (const std::uint32_t size : sizes) text += big_endian(size, 4);
    return text;
}

// 3 images of 2 x 2 bytes, and their labels.
const std::string pixels{'\0', '\x33', '\xff', '\1', '\2', '\3', '\4', '\5', '\6', '\7', '\x08', '\x09'};
const std::string images = header(0x08, {3, 2, 2}) + pixels;
const std::string labels = header(0x08, {3}) + std::string{'\2', '\0', '\1'};

Dataset read(const std::string& content, const std::optional<std::string>& label_content = std::nullopt) {
    const TempFile file(content, "images");
    InputFile input(file.path());
    if (!label_content) return read_idx(input, nullptr);
    const TempFile label_file(*label_content, "labels");
    InputFile label_input(label_file.path());
    return read_idx(input, &label_input);
}

// The error text, with the files' paths made short.
std::string refusal(const std::string& content, const std::optional<std::string>& label_content = std::nullopt) {
    try {
        read(content, label_content);
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_FORMAT) << e.what();
        std::string message = e.what();
        const std::string folder = testing::TempDir() + "glia-" + std::to_string(::getpid()) + "-";
        for (std::size_t at = message.find(folder); at != std::string::npos; at = message.find(folder)) {
            message.erase(at, folder.size());
        }
        return message;
    }
    return "accepted";
}

std::vector<float> row(const Dataset& dataset, std::size_t i) {
    return {dataset.x(i), dataset.x(i) + dataset.features()};
}

TEST(Idx, ReadsImagesAndLabels) {
    const Dataset dataset = read(images, labels);
    EXPECT_EQ(dataset.rows(), 3u);
    EXPECT_EQ(dataset.features(), 4u);
    EXPECT_EQ(row(dataset, 0), (std::vector<float>{0, 0.2f, 1, 1 / 255.0f}));
    EXPECT_EQ(dataset.x(2)[3], 9 / 255.0f);
    EXPECT_EQ(dataset.class_names(), (std::vector<std::string>{"0", "1", "2"}));
    EXPECT_EQ(dataset.class_of(0), 2);
    EXPECT_EQ(dataset.class_of(1), 0);
    EXPECT_EQ(dataset.class_of(2), 1);
}

TEST(Idx, ReadsImagesAlone) {
    const Dataset dataset = read(images);
    EXPECT_EQ(dataset.rows(), 3u);
    EXPECT_FALSE(dataset.has_targets());
}

TEST(Idx, ReadsGzip) {
    const Dataset dataset = read(gzipped(images), gzipped(labels));
    EXPECT_EQ(row(dataset, 0), row(read(images), 0));
    EXPECT_EQ(row(dataset, 2), row(read(images), 2));
    EXPECT_EQ(dataset.class_count(), 3u);
}

TEST(Idx, DividesEveryByteExactlyAsFloat32) {
    std::string all = header(0x08, {1, 256});
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    const Dataset dataset = read(all);
    for (int i = 0; i < 256; ++i) EXPECT_EQ(dataset.x(0)[i], static_cast<float>(i) / 255.0f);
}

TEST(Idx, ReadsEveryElementType) {
    const auto floats = [](float a, float b) {
        return big_endian(std::bit_cast<std::uint32_t>(a), 4) + big_endian(std::bit_cast<std::uint32_t>(b), 4);
    };
    const auto doubles = [](double a, double b) {
        return big_endian(std::bit_cast<std::uint64_t>(a), 8) + big_endian(std::bit_cast<std::uint64_t>(b), 8);
    };
    struct Case {
        int type;
        std::string elements;
        std::vector<float> values;
    };
    const Case cases[] = {
        {0x09, {'\x80', '\x7f'}, {-128, 127}},
        {0x0B, {'\x80', '\0', '\x01', '\x02'}, {-32768, 258}},
        {0x0C, {'\xff', '\xff', '\xff', '\xfe', '\0', '\1', '\0', '\0'}, {-2, 65536}},
        {0x0D, floats(-1.5f, 3.25e20f), {-1.5f, 3.25e20f}},
        {0x0E, doubles(0.1, -2e-300), {0.1f, -0.0f}},
    };
    for (const Case& c : cases) {
        const Dataset dataset = read(header(c.type, {1, 2}) + c.elements);
        EXPECT_EQ(row(dataset, 0), c.values) << "type " << c.type;
    }
}

TEST(Idx, FlattensAnyNumberOfDimensions) {
    EXPECT_EQ(read(header(0x08, {12}) + pixels).features(), 1u);
    EXPECT_EQ(read(header(0x08, {2, 3, 1, 2}) + pixels).features(), 6u);
    std::vector<std::uint32_t> many(255, 1);
    many[0] = 12;
    EXPECT_EQ(read(header(0x08, many) + pixels).rows(), 12u);
}

TEST(Idx, ReadsMoreThanItDecodesAtOnce) {
    constexpr std::uint32_t rows = 5000;
    std::string content = header(0x0B, {rows, 3});
    for (std::uint32_t i = 0; i < rows * 3; ++i) content += big_endian(i % 30000, 2);
    for (const std::string& form : {content, gzipped(content)}) {
        const Dataset dataset = read(form);
        for (std::uint32_t i = 0; i < rows * 3; ++i) {
            ASSERT_EQ(dataset.x(i / 3)[i % 3], static_cast<float>(i % 30000));
        }
    }
}

TEST(Idx, NamesWhatIsWrongWithAFile) {
    struct Case {
        std::string content;
        std::string message;
    };
    const std::string foreign =
        "'images' is not an IDX file: it does not begin with two zero bytes, a type and the number "
        "of dimensions";
    const std::uint32_t huge = 0xffffffff;
    const Case cases[] = {
        {"", foreign},
        {std::string(3, '\0'), foreign},
        {"a,b\n1,2\n", foreign},
        {header(0x0A, {1}) + "x", "'images': IDX element type 0x0a; expected 0x08, 0x09, 0x0b, 0x0c, 0x0d or 0x0e"},
        {header(0xff, {1}) + "x", "'images': IDX element type 0xff; expected 0x08, 0x09, 0x0b, 0x0c, 0x0d or 0x0e"},
        {header(0x08, {}), "'images': IDX data of 0 dimensions; expected 1 or more"},
        {header(0x08, {3, 2, 2}).substr(0, 14), "'images' is truncated: it ends within the sizes of its 3 dimensions"},
        {header(0x08, {0, 2}), "'images' holds no items"},
        {header(0x08, {2, 0}), "'images': dimension 2 has size 0"},
        {header(0x08, {huge, huge, huge}), "'images': its dimensions give more elements than can be counted"},
        {header(0x08, {huge, huge}), "'images': its dimensions give more elements than can be counted"},
        {header(0x08, {huge, 1000}) + "x",
         "'images' is truncated: it has 13 bytes, but 4294967295 items of 1000 elements need 4294967295012"},
        {images.substr(0, 27), "'images' is truncated: it has 27 bytes, but 3 items of 4 elements need 28"},
        {images + "x", "'images' goes on after its data: 3 items of 4 elements end at byte 28"},
        {header(0x0D, {2, 1}) + big_endian(0x3f800000, 4) + big_endian(0x7f800000, 4),
         "'images': item 1, element 0 (from 0) is inf, which is not a finite float32"},
        {header(0x0E, {1, 1}) + big_endian(std::bit_cast<std::uint64_t>(1e39), 8),
         "'images': item 0, element 0 (from 0) is 1e+39, which is not a finite float32"},
    };
    for (const Case& c : cases) EXPECT_EQ(refusal(c.content), c.message);
    // Zipped, the same is said: sizes are those of the bytes within.
    for (const Case& c : cases) EXPECT_EQ(refusal(gzipped(c.content)), c.message);
}

TEST(Idx, NamesWhatIsWrongWithLabels) {
    struct Case {
        std::string content;
        std::string message;
    };
    const Case cases[] = {
        {images, "'labels' has 3 dimensions; labels have 1 (are images and labels swapped?)"},
        {header(0x0D, {3}) + std::string(12, '\0'), "'labels' holds fractions; labels are whole numbers"},
        {header(0x08, {2}) + "xy", "'labels' has 2 labels, but 'images' has 3 images"},
        {header(0x09, {3}) + std::string{'\0', '\xff', '\0'},
         "'labels': label 1 (from 0) is -1; labels are from 0 to 999999"},
        {header(0x0C, {3}) + std::string(8, '\0') + big_endian(0x7fffffff, 4),
         "'labels': label 2 (from 0) is 2147483647; labels are from 0 to 999999"},
        {header(0x08, {3}) + "xy", "'labels' is truncated: it has 10 bytes, but 3 items of 1 elements need 11"},
    };
    for (const Case& c : cases) EXPECT_EQ(refusal(images, c.content), c.message);
}

TEST(Idx, RefusesDamagedGzip) {
    const std::string zipped = gzipped(images);
    std::string damaged = zipped;
    damaged[zipped.size() - 6] = static_cast<char>(damaged[zipped.size() - 6] ^ 1);  // in the checksum
    EXPECT_NE(refusal(damaged).find("'images' is damaged gzip: "), std::string::npos) << refusal(damaged);
    EXPECT_NE(refusal(damaged).find("incorrect data check"), std::string::npos) << refusal(damaged);
    EXPECT_EQ(refusal(zipped.substr(0, zipped.size() - 1)), "'images' is truncated: its gzip data ends early");
}

// A few bytes that promise 4 GB must neither be believed nor cost memory.
TEST(Idx, DoesNotTrustAHeaderInGzip) {
    EXPECT_EQ(refusal(gzipped(header(0x08, {60000, 28, 28}) + pixels)),
              "'images' is truncated: it has 28 bytes, but 60000 items of 784 elements need 47040016");
}

TEST(Idx, RefusesEveryTruncation) {
    const std::string zipped = gzipped(images);
    for (std::size_t length = 0; length < images.size(); ++length) {
        EXPECT_NE(refusal(images.substr(0, length)), "accepted") << length;
    }
    for (std::size_t length = 0; length < zipped.size(); ++length) {
        EXPECT_NE(refusal(zipped.substr(0, length)), "accepted") << length;
    }
}

TEST(Idx, ReadsEveryFlippedBitOrRefusesIt) {
    for (const std::string& content : {images, gzipped(images)}) {
        for (std::size_t bit = 0; bit < content.size() * 8; ++bit) {
            std::string flipped = content;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
            try {
                // Only the pixels, or the parts of a gzip header that say nothing about them, may change unnoticed.
                EXPECT_EQ(read(flipped).rows() * read(flipped).features(), 12u) << "bit " << bit;
            } catch (const Error& e) {
                EXPECT_EQ(e.status(), GLIA_ERROR_FORMAT) << e.what();
            }
        }
    }
}

TEST(Idx, ReadsRandomBytesOrRefusesThem) {
    std::mt19937 random(1);
    for (int i = 0; i < 2000; ++i) {
        std::string content{'\0', '\0', static_cast<char>(8 + random() % 7), static_cast<char>(1 + random() % 3)};
        const std::size_t size = random() % 40;
        for (std::size_t k = 0; k < size; ++k) content += static_cast<char>(random() % 4 == 0 ? random() : 0);
        try {
            const Dataset dataset = read(content);
            EXPECT_LE(dataset.rows() * dataset.features(), size);
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_FORMAT) << e.what();
        }
    }
}

TEST(Idx, IsKnownByItsFirstBytes) {
    const auto looks = [](const std::string& content) {
        const TempFile file(content);
        InputFile input(file.path());
        return looks_like_idx(input);
    };
    EXPECT_TRUE(looks(images));
    EXPECT_TRUE(looks(gzipped(images)));
    EXPECT_FALSE(looks("a,b\n"));
    EXPECT_FALSE(looks(gzipped("a,b\n")));
    EXPECT_FALSE(looks(""));
    EXPECT_FALSE(looks(std::string(1, '\0')));
}

// Counts as LeCun, Cortes and Burges publish them; a mean of 0.1307 is what every tutorial normalises MNIST by.
TEST(Idx, ReadsMnist) {
    const char* const folder = std::getenv("GLIA_MNIST_DIR");
    if (folder == nullptr) GTEST_SKIP() << "GLIA_MNIST_DIR does not name a folder with the MNIST files";
    const std::string path = std::string(folder) + "/train-";
    InputFile image_file(path + "images-idx3-ubyte.gz");
    InputFile label_file(path + "labels-idx1-ubyte.gz");
    const Dataset dataset = read_idx(image_file, &label_file);
    EXPECT_EQ(dataset.rows(), 60000u);
    EXPECT_EQ(dataset.features(), 784u);
    EXPECT_EQ(dataset.class_rows(),
              (std::vector<std::size_t>{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}));
    EXPECT_EQ(dataset.class_of(0), 5);
    double sum = 0;
    for (std::size_t i = 0; i < dataset.rows() * dataset.features(); ++i) sum += static_cast<double>(dataset.x(0)[i]);
    EXPECT_NEAR(sum / 60000 / 784, 0.1307, 5e-5);
}

}  // namespace
}  // namespace glia
