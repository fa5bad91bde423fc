#include "io/csv.hpp"

#include <gtest/gtest.h>

#include <clocale>

#include "io/csv_fixture.hpp"

namespace glia {
namespace {

using test::classes;
using test::kind;
using test::known_classes;
using test::Names;
using test::read;
using test::refusal;
using test::row;
using test::target;

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

}  // namespace
}  // namespace glia
