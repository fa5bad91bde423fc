// The handwritten digits of MNIST, where GLIA_MNIST_DIR names the folder with its four files.
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>

#include "command.hpp"

namespace glia::test {
namespace {

TEST(Mnist, IsLearntToNinetySevenAndAHalfPercentByOneHiddenLayer) {
    const char* const folder = std::getenv("GLIA_MNIST_DIR");
    if (folder == nullptr) GTEST_SKIP() << "GLIA_MNIST_DIR does not name a folder with the MNIST files";
    const std::string file = std::string(folder) + "/";
    const TemporaryDirectory directory;
    const Result trained =
        run({"train", file + "train-images-idx3-ubyte.gz", "--labels", file + "train-labels-idx1-ubyte.gz", "--network",
             "128:relu", "--epochs", "10", "-q", "-o", directory / "mnist"});
    ASSERT_EQ(trained.exit_code, 0) << trained.errors;
    const Result result = run({"evaluate", directory / "mnist", file + "t10k-images-idx3-ubyte.gz", "--labels",
                               file + "t10k-labels-idx1-ubyte.gz"});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
    std::smatch match;
    ASSERT_TRUE(std::regex_search(result.output, match, std::regex("accuracy +([0-9.]+) %"))) << result.output;
    EXPECT_GE(std::stod(match[1]), 97.5);
}

}  // namespace
}  // namespace glia::test
