// The target of a CSV file: where it is, and whether it is classes or values.
#include <gtest/gtest.h>

#include <map>

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

TEST(CsvTargets, FindsTheTargetByNameOrIndex) {
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

TEST(CsvTargets, PrefersANameToAnIndex) {
    const Dataset dataset = read("id,2,0\n7,8,9\n", target("2", CsvTarget::values));
    EXPECT_EQ(*dataset.targets(0), 8);
}

TEST(CsvTargets, KnowsAHeaderByTheTargetsNameEvenAmongNumbers) {
    const Dataset dataset = read("0,1,digit\n5,6,7\n", target("digit"));
    EXPECT_EQ(dataset.rows(), 1u);
    EXPECT_EQ(dataset.feature_name(1), "1");
}

TEST(CsvTargets, NamesTheNearestColumn) {
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

TEST(CsvTargets, RefusesATargetNameThatTwoColumnsHave) {
    EXPECT_EQ(refusal("a,b,a\n1,2,3\n", target("a")),
              ": columns 1 and 3 are both called 'a'; name the column by its index (0 or 2)");
    EXPECT_EQ(read("a,a,b\n1,2,3\n", target("b")).feature_name(1), "a");
}

TEST(CsvTargets, DecidesBetweenClassesAndValues) {
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

TEST(CsvTargets, RefusesToGuessWhatOneWordAmongValuesMeans) {
    const std::string reason =
        " the target has both text and too many numbers for classes; correct the file, or say "
        "whether the target is classes or values";
    EXPECT_EQ(refusal("x,price\n1,0.5\n1,n/a\n"), ": line 3, column 2 ('price'): with 'n/a'" + reason);
    EXPECT_EQ(refusal("x,price\n1,n/a\n1,0.5\n"), ": line 3, column 2 ('price'): with '0.5'" + reason);
    EXPECT_EQ(read("x,price\n1,0.5\n1,n/a\n", kind(CsvTarget::classes)).class_count(), 2u);
    EXPECT_EQ(refusal("x,price\n1,0.5\n1,n/a\n", kind(CsvTarget::values)),
              ": line 3, column 2 ('price'): 'n/a' is not a number");
}

TEST(CsvTargets, RefusesAMissingTarget) {
    EXPECT_EQ(refusal("x,y\n1,a\n1,\n"), ": line 3, column 2 ('y'): the target is empty");
    EXPECT_EQ(refusal("x,y\n1,0.5\n1, \n"), ": line 3, column 2 ('y'): the target is empty");
    EXPECT_EQ(refusal("x,y\n1,0.5\n1,nan\n"), ": line 3, column 2 ('y'): 'nan' is not a finite number");
    EXPECT_EQ(refusal("x,y\n1,0.5\n1,\n", kind(CsvTarget::values)),
              ": line 3, column 2 ('y'): the field is empty; a number is needed");
}

TEST(CsvTargets, OrdersClassesByNumberThenText) {
    EXPECT_EQ(read("1,10\n1,9\n1,-1\n1,2\n").class_names(), (Names{"-1", "2", "9", "10"}));
    EXPECT_EQ(read("1,pear\n1,Fig\n1,apple\n1,10\n1,9\n").class_names(), (Names{"9", "10", "Fig", "apple", "pear"}));
    EXPECT_EQ(read("1,20000001\n1,20000002\n1,20000000\n").class_names(), (Names{"20000000", "20000001", "20000002"}));
}

TEST(CsvTargets, WithoutTargetTakesEveryColumnForAFeature) {
    const Dataset dataset = read("a,b\n1,2\n", kind(CsvTarget::none));
    EXPECT_EQ(dataset.features(), 2u);
    EXPECT_FALSE(dataset.has_targets());
    EXPECT_EQ(read("1\n2\n", kind(CsvTarget::none)).rows(), 2u);
}

TEST(CsvTargets, TakesClassesThatAreKnown) {
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

}  // namespace
}  // namespace glia
