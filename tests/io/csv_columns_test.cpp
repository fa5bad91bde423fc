// CSV files whose columns are other than numbers and one target.
#include <gtest/gtest.h>

#include <cmath>

#include "io/csv_fixture.hpp"

namespace glia {
namespace {

using test::Names;
using test::read;
using test::refusal;
using test::row;
using Values = std::vector<float>;

// Columns of text become categorical.
CsvOptions open_minded() {
    CsvOptions options;
    options.text_is_categorical = true;
    return options;
}

CsvOptions targets(const Names& names) {
    CsvOptions options;
    options.targets = names;
    return options;
}

Names categories(const Dataset& dataset, std::size_t feature) {
    const auto names = dataset.categories(feature);
    return {names.begin(), names.end()};
}

TEST(CsvColumns, TakesSeveralTargetsAsValuesInTheOrderGiven) {
    const Dataset dataset = read("a,b,c,d\n1,2,3,4\n5,6,7,8\n", targets({"d", "b"}));
    EXPECT_EQ(dataset.outputs(), 2u);
    EXPECT_EQ(dataset.features(), 2u);
    EXPECT_EQ(row(dataset, 1), (Values{5, 7}));
    EXPECT_EQ(Values(dataset.targets(1), dataset.targets(1) + 2), (Values{8, 6}));
    EXPECT_EQ(dataset.feature_name(1), "c");
    EXPECT_EQ(read("1,2,3\n4,5,6\n", targets({"-1", "0"})).targets(1)[1], 4);
}

TEST(CsvColumns, TakesLabelsOfSeveralColumnsAsValues) {
    const Dataset dataset = read("x,spam,urgent\n0.5,1,0\n0.25,0,0\n", targets({"spam", "urgent"}));
    EXPECT_FALSE(dataset.has_classes());
    EXPECT_EQ(dataset.outputs(), 2u);
}

TEST(CsvColumns, RefusesTargetsThatMakeNoSense) {
    const std::string text = "a,b,c\n1,2,x\n";
    EXPECT_EQ(refusal(text, targets({"b", "c"})), ": line 2, column 3 ('c'): 'x' is not a number");
    CsvOptions classes = targets({"b", "c"});
    classes.kind = CsvTarget::classes;
    EXPECT_EQ(refusal(text, classes, GLIA_ERROR_INVALID_ARGUMENT),
              "there are 2 target columns; classes come from one, several targets must be values");
    EXPECT_EQ(refusal(text, targets({"b", "1"}), GLIA_ERROR_INVALID_ARGUMENT),
              "column '1' is a target already; each column is given once");
    EXPECT_EQ(refusal(text, targets({"a", "b", "c"})), ": no column is left for a feature");
}

TEST(CsvColumns, LeavesColumnsOut) {
    CsvOptions options;
    options.ignored = {"name", "-1"};
    const Dataset dataset = read("name,a,b,kind,remark\nAnn,1,2,x,good\nBob,3,4,y,\n", options);
    EXPECT_EQ(dataset.features(), 2u);
    EXPECT_EQ(row(dataset, 1), (Values{3, 4}));
    EXPECT_EQ(dataset.class_names(), (Names{"x", "y"})) << "the last column that is not left out is the target";
    EXPECT_EQ(dataset.feature_name(0), "a");
    options.ignored = {"name", "kind"};
    options.targets = {"kind"};
    EXPECT_EQ(refusal("name,a,kind\nAnn,1,x\n", options, GLIA_ERROR_INVALID_ARGUMENT),
              "column 'kind' is left out already; each column is given once");
    options.targets = {};
    options.ignored = {"nam"};
    EXPECT_EQ(refusal("name,a,kind\nAnn,1,x\n", options, GLIA_ERROR_NOT_FOUND),
              ": no column 'nam'; did you mean 'name'? Or give its name, or an index from 0 to 2 (or -3 to -1)");
}

TEST(CsvColumns, TakesColumnsOfTextAsCategories) {
    const Dataset dataset = read("colour,size,kind\nred,1,x\ngreen,2,y\nred,3,y\n", open_minded());
    EXPECT_EQ(categories(dataset, 0), (Names{"green", "red"}));
    EXPECT_TRUE(categories(dataset, 1).empty());
    EXPECT_EQ(row(dataset, 0), (Values{1, 1}));
    EXPECT_EQ(row(dataset, 1), (Values{0, 2}));
}

TEST(CsvColumns, FindsTheHeaderAmongColumnsOfText) {
    EXPECT_EQ(read("colour,size,kind\nred,1,x\nred,2,y\n", open_minded()).rows(), 2u) << "a number below a name";
    EXPECT_EQ(read("colour,shape,kind\nred,round,x\nred,flat,y\n", open_minded()).rows(), 2u) << "no number anywhere";
    EXPECT_EQ(read("red,1,x\nred,2,y\n", open_minded()).rows(), 2u) << "the rows look alike";
    CsvOptions absent = open_minded();
    absent.header = CsvHeader::absent;
    EXPECT_EQ(read("red,round,x\nred,flat,y\n", absent).rows(), 2u);
    CsvOptions present = open_minded();
    present.header = CsvHeader::present;
    EXPECT_EQ(read("1,2,3\n4,5,6\n", present).rows(), 1u);
    absent.targets = {"kind"};
    EXPECT_EQ(refusal("red,round,x\n", absent, GLIA_ERROR_NOT_FOUND),
              ": no column 'kind' (there is no header); give its name, or an index from 0 to 2 (or -3 to -1)");
}

TEST(CsvColumns, CallsTextAmongNumbersASlip) {
    EXPECT_EQ(
        refusal("age,kind\n41,x\n1O,y\n", open_minded()),
        ": line 3, column 1 ('age'): '1O' is text in a column of numbers; correct the file, leave the column out, "
        "or say that it is categorical");
    EXPECT_EQ(refusal("grade,size,kind\nA,1,x\n7,2,y\n", open_minded()),
              ": line 3, column 1 ('grade'): '7' is a number in a column of text; correct the file, leave the column "
              "out, or say that it is categorical");
    CsvOptions options = open_minded();
    options.categorical = {"grade"};
    EXPECT_EQ(categories(read("grade,size,kind\nA,1,x\n7,2,y\n10,2,y\n", options), 0), (Names{"7", "10", "A"}));
}

TEST(CsvColumns, LooksUpKnownCategories) {
    CsvOptions options = open_minded();
    options.categories = {{"colour", {"red", "green", "blue"}}};
    const Dataset dataset = read("colour,size,kind\nblue,1,x\nred,2,y\n", options);
    EXPECT_EQ(categories(dataset, 0), (Names{"red", "green", "blue"}));
    EXPECT_EQ(row(dataset, 0), (Values{2, 1}));
    EXPECT_EQ(refusal("colour,size,kind\nblu,1,x\n", options),
              ": line 2, column 1 ('colour'): unknown category 'blu'; 3 are known; did you mean 'blue'?");
    options.categories = {{"colour", {"red", "red"}}};
    EXPECT_EQ(refusal("colour,size,kind\nred,1,x\n", options, GLIA_ERROR_INVALID_ARGUMENT),
              "categories: 'red' is given twice");
    options.categories = {{"kind", {"x"}}};
    EXPECT_EQ(refusal("colour,size,kind\nred,1,x\n", options, GLIA_ERROR_INVALID_ARGUMENT),
              "column 'kind' cannot be categorical: it is no feature");
}

TEST(CsvColumns, TakesMissingValuesWhereTheyAreAllowed) {
    CsvOptions options = open_minded();
    options.missing_allowed = true;
    const Dataset dataset =
        read("a,b,kind\n1,red,x\n,NA,y\nNaN, ,y\n?,n,y\nN/A,null,x\nnan,NULL,x\n2,\"\",y\n", options);
    EXPECT_EQ(dataset.rows(), 7u);
    EXPECT_EQ(categories(dataset, 1), (Names{"n", "red"}));
    EXPECT_EQ(row(dataset, 0), (Values{1, 1}));
    for (const std::size_t i : {1u, 2u, 3u, 4u, 5u}) EXPECT_TRUE(std::isnan(row(dataset, i)[0])) << i;
    for (const std::size_t i : {1u, 2u, 4u, 5u, 6u}) EXPECT_TRUE(std::isnan(row(dataset, i)[1])) << i;
    EXPECT_EQ(row(dataset, 3)[1], 0);
    EXPECT_EQ(refusal("a,b,kind\n1,2,x\n3,-inf,y\n", options),
              ": line 3, column 2 ('b'): '-inf' is not a finite number");
    EXPECT_EQ(refusal("a,b,kind\n1,2,x\n3,4,\n", options), ": line 3, column 3 ('kind'): the target is empty");
    EXPECT_EQ(refusal("a,b,kind\n1,red,x\n3,,y\n", open_minded()),
              ": line 3, column 2 ('b'): the field is empty; a category is needed");
}

TEST(CsvColumns, CutsFieldsAtSemicolonsAndTabs) {
    for (const char delimiter : {';', '\t'}) {
        CsvOptions options;
        options.delimiter = delimiter;
        options.missing_allowed = true;
        const std::string d(1, delimiter);
        const Dataset dataset = read("a" + d + "b,c" + d + "kind\n1" + d + "2" + d + "x\n3" + d + d + "y\n", options);
        EXPECT_EQ(dataset.feature_name(1), "b,c");
        EXPECT_EQ(row(dataset, 0), (Values{1, 2}));
        EXPECT_TRUE(std::isnan(row(dataset, 1)[1]));
    }
    CsvOptions options;
    options.delimiter = ';';
    EXPECT_EQ(refusal("a,b\n1,2\n", options),
              ": there is one column, but a target and at least one feature are needed; fields must be separated by "
              "semicolons");
}

}  // namespace
}  // namespace glia
