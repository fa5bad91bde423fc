// The standard plugins inside libglia: found there, after those of the user.
#include <glia/glia.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string path_of(const char* activation) {
    char path[4096];
    size_t needed = 0;
    EXPECT_EQ(glia_registry_path(activation, path, sizeof path, &needed), GLIA_OK) << glia_last_error();
    return path;
}

TEST(Embedded, ActivationsComeFromTheLibraryItself) {
    const fs::path library = fs::canonical(GLIA_EMBEDDED_FOLDER "/libglia.so");
    for (const auto& entry : fs::directory_iterator(GLIA_TEST_PLUGINS)) {
        EXPECT_EQ(path_of(entry.path().stem().c_str()), library) << entry.path();
    }
}

TEST(Embedded, ActivationsAreAllListed) {
    size_t files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(GLIA_TEST_PLUGINS)) ++files;
    size_t count = 0;
    ASSERT_EQ(glia_registry_count(&count), GLIA_OK);
    EXPECT_EQ(count, files);
}

TEST(Embedded, PluginFilesOfTheUserComeFirst) {
    if (GLIA_TEST_EMULATED) GTEST_SKIP() << "an emulated program cannot start itself";
    const fs::path folder = fs::temp_directory_path() / "glia_embedded_test";
    fs::remove_all(folder);
    fs::create_directory(folder);
    fs::copy_file(fs::path(GLIA_TEST_PLUGINS) / "tanh.so", folder / "tanh.so");
    // A program of its own, in which the name has not been asked for yet.
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            const bool added = glia_registry_add_directory(folder.c_str()) == GLIA_OK;
            ::_exit(added && path_of("tanh") == fs::canonical(folder / "tanh.so") ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
    fs::remove_all(folder);
}

TEST(Embedded, LibraryTakesTheirPlaceInTheSearchPath) {
    char path[4096];
    size_t needed = 0;
    ASSERT_EQ(glia_registry_search_path(path, sizeof path, &needed), GLIA_OK);
    EXPECT_NE(std::string(path).find(fs::canonical(GLIA_EMBEDDED_FOLDER "/libglia.so").string() + "\n"),
              std::string::npos)
        << path;
}

}  // namespace
