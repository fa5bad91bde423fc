#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "glia/dataset.h"

namespace {

const std::string data = GLIA_TEST_DATA;

// The handle of a call that must work; destroyed with it.
class Handle {
 public:
    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { glia_dataset_destroy(get); }
    glia_dataset* get = nullptr;
};

template <class Call>
std::string text(Call&& call) {
    std::size_t needed = 0;
    EXPECT_EQ(call(nullptr, 0, &needed), GLIA_OK);
    std::vector<char> buffer(needed);
    EXPECT_EQ(call(buffer.data(), buffer.size(), nullptr), GLIA_OK);
    return buffer.data();
}

std::string describe(const glia_dataset* dataset) {
    return text([&](char* b, size_t c, size_t* n) { return glia_dataset_describe(dataset, b, c, n); });
}

constexpr float x[] = {1, 2, 0, 3, 4, 0, 5, 6, 0};
constexpr float targets[] = {10, 20, 30};
constexpr int32_t classes[] = {1, 0, 1};

TEST(DatasetApi, CopiesRowsWithTargets) {
    Handle made;
    std::vector<float> source(x, x + 9);
    ASSERT_EQ(glia_dataset_create(&made.get, source.data(), 3, 2, 3, targets, 1, 0), GLIA_OK);
    source.assign(9, -1);
    EXPECT_EQ(glia_dataset_rows(made.get), 3u);
    EXPECT_EQ(glia_dataset_features(made.get), 2u);
    EXPECT_EQ(glia_dataset_outputs(made.get), 1u);
    EXPECT_EQ(glia_dataset_class_count(made.get), 0u);
    float copy[4] = {};
    float values[2] = {};
    ASSERT_EQ(glia_dataset_get_rows(made.get, 1, 2, copy, values, nullptr), GLIA_OK);
    EXPECT_EQ(std::vector<float>(copy, copy + 4), (std::vector<float>{3, 4, 5, 6}));
    EXPECT_EQ(values[1], 30);
    EXPECT_EQ(describe(made.get), R"({"rows":3,"features":["0","1"],"outputs":1,"classes":[],"class_rows":[]})");
}

TEST(DatasetApi, BorrowsRowsWithClasses) {
    Handle made;
    float source[] = {1, 2, 3};
    ASSERT_EQ(glia_dataset_borrow_classes(&made.get, source, 3, 1, 0, classes, 4), GLIA_OK);
    source[2] = 7;
    float copy = 0;
    int32_t index = -1;
    ASSERT_EQ(glia_dataset_get_rows(made.get, 2, 1, &copy, nullptr, &index), GLIA_OK);
    EXPECT_EQ(copy, 7) << "the memory is the caller's";
    EXPECT_EQ(index, 1);
    EXPECT_EQ(describe(made.get),
              R"({"rows":3,"features":["0"],"outputs":0,"classes":["0","1","2","3"],"class_rows":[1,2,0,0]})");
}

TEST(DatasetApi, MakesAnEmptyDataSet) {
    Handle made;
    ASSERT_EQ(glia_dataset_create(&made.get, nullptr, 0, 5, 0, nullptr, 2, 0), GLIA_OK);
    EXPECT_EQ(glia_dataset_rows(made.get), 0u);
    EXPECT_EQ(glia_dataset_outputs(made.get), 2u);
    EXPECT_EQ(glia_dataset_get_rows(made.get, 0, 0, nullptr, nullptr, nullptr), GLIA_OK);
    Handle first;
    Handle second;
    EXPECT_EQ(glia_dataset_split(made.get, 0.5, 0, 1, &first.get, &second.get), GLIA_OK);
}

template <class Call>
std::string refusal(Call&& call) {
    glia_dataset* out = reinterpret_cast<glia_dataset*>(1);
    EXPECT_EQ(call(&out), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(out, nullptr);
    return glia_last_error();
}

TEST(DatasetApi, RefusesImpossibleRows) {
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    using Out = glia_dataset**;
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create(out, nullptr, 3, 2, 0, nullptr, 0, 0); }), "x is NULL");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create(out, x, 3, 0, 0, nullptr, 0, 0); }),
              "features is 0; a row has at least one");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create(out, x, 3, 2, 1, nullptr, 0, 0); }),
              "x_stride is 1; a row has 2 numbers, so it must be 0 or at least that");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_borrow(out, x, 3, 2, 0, targets, 2, 1); }),
              "targets_stride is 1; a row has 2 numbers, so it must be 0 or at least that");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_borrow(out, x, 3, 2, 0, nullptr, 2, 0); }), "targets is NULL");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_borrow(out, x, huge, 2, 0, nullptr, 0, 0); }),
              "x: 18446744073709551615 rows with a stride of 2 are more than memory can hold");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create(out, x, 2, 2, huge, nullptr, 0, 0); }),
              "x: 2 rows with a stride of 18446744073709551615 are more than memory can hold");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create_classes(out, x, 3, 2, 3, nullptr, 2); }),
              "classes is NULL");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create_classes(out, x, 3, 2, 3, classes, 0); }),
              "class_count is 0; there must be at least one class");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create_classes(out, x, 3, 2, 3, classes, huge); }),
              "18446744073709551615 classes; there can be at most 1000000");
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_create_classes(out, x, 3, 2, 3, classes, 1); }),
              "classes: row 0 (from 0) is 1; with 1 classes it must be from 0 to 0");
    constexpr float bad[] = {1, 2, 3, std::numeric_limits<float>::infinity()};
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_borrow(out, bad, 2, 2, 0, nullptr, 0, 0); }),
              "x: row 1, column 1 (from 0) is inf; every number must be finite");
    EXPECT_EQ(glia_dataset_create(nullptr, x, 3, 2, 3, nullptr, 0, 0), GLIA_ERROR_INVALID_ARGUMENT);
}

TEST(DatasetApi, OpensCsvAndIdxByWhatTheyHold) {
    Handle iris;
    ASSERT_EQ(glia_dataset_open(&iris.get, (data + "/iris.csv").c_str(), nullptr, "species", GLIA_TARGET_AUTO), GLIA_OK)
        << glia_last_error();
    EXPECT_EQ(glia_dataset_class_count(iris.get), 3u);
    const auto class_name = [&](char* b, size_t c, size_t* n) { return glia_dataset_class_name(iris.get, 1, b, c, n); };
    const auto feature_name = [&](char* b, size_t c, size_t* n) {
        return glia_dataset_feature_name(iris.get, 0, b, c, n);
    };
    EXPECT_EQ(text(class_name), "versicolor");
    EXPECT_EQ(text(feature_name), "sepal_length");
    EXPECT_EQ(glia_dataset_class_name(iris.get, 3, nullptr, 0, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_STREQ(glia_last_error(), "class 3 does not exist; the data set has 3");
    EXPECT_EQ(glia_dataset_feature_name(iris.get, 4, nullptr, 0, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_dataset_get_rows(iris.get, 149, 2, nullptr, nullptr, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_STREQ(glia_last_error(), "first is 149 and count is 2; the data set has 150 rows");
    EXPECT_EQ(glia_dataset_get_rows(iris.get, std::numeric_limits<std::size_t>::max(), 2, nullptr, nullptr, nullptr),
              GLIA_ERROR_INVALID_ARGUMENT);
    float value = 0;
    EXPECT_EQ(glia_dataset_get_rows(iris.get, 0, 1, nullptr, &value, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_STREQ(glia_last_error(), "targets must be NULL: the data set has none");
}

TEST(DatasetApi, OpensNpyByWhatItHolds) {
    const std::string images = data + "/npy/images.npy";
    const std::string labels = data + "/npy/labels.npy";
    Handle labelled;
    ASSERT_EQ(glia_dataset_open(&labelled.get, images.c_str(), labels.c_str(), nullptr, GLIA_TARGET_AUTO), GLIA_OK)
        << glia_last_error();
    EXPECT_EQ(describe(labelled.get),
              R"({"rows":3,"features":["0","1","2","3"],"outputs":0,"classes":["0","1","2"],"class_rows":[1,0,2]})");
    float copy[8] = {};
    ASSERT_EQ(glia_dataset_get_rows(labelled.get, 1, 2, copy, nullptr, nullptr), GLIA_OK);
    EXPECT_EQ(std::vector<float>(copy, copy + 8), (std::vector<float>{4, 5, 6, 7, 8, 9, 10, 11}));
    Handle values;
    ASSERT_EQ(glia_dataset_open_npy(&values.get, images.c_str(), labels.c_str(), GLIA_TARGET_VALUES), GLIA_OK);
    EXPECT_EQ(glia_dataset_outputs(values.get), 1u);
    Handle none;
    ASSERT_EQ(glia_dataset_open_npy(&none.get, images.c_str(), nullptr, GLIA_TARGET_NONE), GLIA_OK);
    EXPECT_EQ(glia_dataset_class_count(none.get), 0u);
}

TEST(DatasetApi, RefusesArgumentsThatDoNotFitAnNpyFile) {
    using Out = glia_dataset**;
    const std::string path = data + "/npy/images.npy";
    const char* const x_path = path.c_str();
    EXPECT_EQ(refusal([](Out out) { return glia_dataset_open_npy(out, nullptr, nullptr, GLIA_TARGET_AUTO); }),
              "x_path is NULL");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_npy(out, x_path, nullptr, 9); }),
              "target_kind is 9; it must be from 0 (auto) to 3 (none)");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_npy(out, x_path, nullptr, GLIA_TARGET_VALUES); }),
              "target_kind is 2, but there is no file of targets: it must be 0 (auto) or 3 (none)");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_npy(out, x_path, "y.npy", GLIA_TARGET_NONE); }),
              "target_kind is 3 (none), but there is a file of targets, 'y.npy'");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open(out, x_path, nullptr, "0", GLIA_TARGET_AUTO); }),
              "'" + path + "' is an NPY file and has no columns, so there is no target column to choose");
    glia_dataset* out = nullptr;
    EXPECT_EQ(glia_dataset_open_npy(&out, x_path, "/no/such.npy", GLIA_TARGET_AUTO), GLIA_ERROR_NOT_FOUND);
    EXPECT_EQ(glia_dataset_open_npy(&out, (data + "/iris.csv").c_str(), nullptr, GLIA_TARGET_AUTO), GLIA_ERROR_FORMAT);
    EXPECT_EQ(glia_dataset_open_npy(&out, (data + "/npy/text.npy").c_str(), nullptr, GLIA_TARGET_AUTO),
              GLIA_ERROR_UNSUPPORTED);
}

TEST(DatasetApi, RefusesArgumentsThatDoNotFitTheFile) {
    using Out = glia_dataset**;
    const std::string path = data + "/iris.csv";
    const char* const iris = path.c_str();
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_csv(out, nullptr, nullptr, GLIA_TARGET_AUTO); }),
              "path is NULL");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_csv(out, iris, nullptr, 4); }),
              "target_kind is 4; it must be from 0 (auto) to 3 (none)");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_csv(out, iris, "species", GLIA_TARGET_NONE); }),
              "target is 'species'; it must be NULL where there is no target column");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_idx(out, nullptr, nullptr); }), "images_path is NULL");
    EXPECT_NE(refusal([&](Out out) {
                  return glia_dataset_open(out, iris, "labels", nullptr, GLIA_TARGET_AUTO);
              }).find("the labels of a CSV file are a column of it"),
              std::string::npos);
    const char* const names[] = {"setosa", nullptr};
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_csv_classes(out, iris, nullptr, names, 2); }),
              "classes[1] is NULL");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_csv_classes(out, iris, nullptr, nullptr, 2); }),
              "classes is NULL");
    EXPECT_EQ(refusal([&](Out out) { return glia_dataset_open_csv_classes(out, iris, nullptr, names, 0); }),
              "class_count is 0; it must be from 1 to 1000000");
    glia_dataset* out = nullptr;
    EXPECT_EQ(glia_dataset_open(&out, "/no/such.csv", nullptr, nullptr, GLIA_TARGET_AUTO), GLIA_ERROR_NOT_FOUND);
    EXPECT_EQ(glia_dataset_open(&out, "/", nullptr, nullptr, GLIA_TARGET_AUTO), GLIA_ERROR_IO);
    EXPECT_EQ(glia_dataset_open_csv_classes(&out, iris, nullptr, names, 1), GLIA_ERROR_FORMAT);
}

TEST(DatasetApi, SplitsIntoPartsThatOutliveTheWhole) {
    glia_dataset* whole = nullptr;
    ASSERT_EQ(glia_dataset_open_csv(&whole, (data + "/wine.csv").c_str(), nullptr, GLIA_TARGET_AUTO), GLIA_OK);
    Handle first;
    Handle second;
    ASSERT_EQ(glia_dataset_split(whole, 0.25, 1, 7, &first.get, &second.get), GLIA_OK);
    glia_dataset_destroy(whole);
    EXPECT_EQ(glia_dataset_rows(first.get), 133u);
    EXPECT_EQ(glia_dataset_rows(second.get), 45u);
    EXPECT_NE(describe(second.get).find(R"("class_rows":[15,18,12])"), std::string::npos) << describe(second.get);
}

TEST(DatasetApi, RefusesABadSplit) {
    Handle made;
    ASSERT_EQ(glia_dataset_borrow(&made.get, x, 3, 3, 0, nullptr, 0, 0), GLIA_OK);
    glia_dataset* first = nullptr;
    glia_dataset* second = reinterpret_cast<glia_dataset*>(1);
    EXPECT_EQ(glia_dataset_split(made.get, 1.5, 0, 1, &first, &second), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_STREQ(glia_last_error(), "fraction is 1.5; it must be from 0 to 1");
    EXPECT_EQ(second, nullptr);
    EXPECT_EQ(glia_dataset_split(made.get, 0.5, 1, 1, &first, &second), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_dataset_split(made.get, 0.5, 0, 1, &first, &first), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_STREQ(glia_last_error(), "first and second are the same pointer; they must be two, for the two parts");
    EXPECT_EQ(glia_dataset_split(made.get, 0.5, 0, 1, nullptr, &second), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_dataset_split(nullptr, 0.5, 0, 1, &first, &second), GLIA_ERROR_INVALID_ARGUMENT);
}

TEST(DatasetApi, TakesNull) {
    glia_dataset_destroy(nullptr);
    EXPECT_EQ(glia_dataset_rows(nullptr), 0u);
    EXPECT_EQ(glia_dataset_features(nullptr), 0u);
    EXPECT_EQ(glia_dataset_outputs(nullptr), 0u);
    EXPECT_EQ(glia_dataset_class_count(nullptr), 0u);
    EXPECT_EQ(glia_dataset_describe(nullptr, nullptr, 0, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(glia_dataset_get_rows(nullptr, 0, 0, nullptr, nullptr, nullptr), GLIA_ERROR_INVALID_ARGUMENT);
}

}  // namespace
