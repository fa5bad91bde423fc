// Folds against those of scikit-learn where no randomness is in play, and by their properties otherwise.
#include "core/data/folds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "core/data/numbered_rows.hpp"
#include "core/figures.hpp"

namespace glia::test {
namespace {

template <class T>
std::vector<T> numbers_of(const std::string& text) {
    std::vector<T> numbers;
    std::istringstream stream(text == "-" ? "" : text);
    for (std::string number; std::getline(stream, number, ',');) numbers.push_back(static_cast<T>(std::stol(number)));
    return numbers;
}

// How many rows a fold of the figures divides: the largest number is the last row's, validated in the last fold at the
// latest.
std::size_t rows_of(const std::vector<std::map<std::string, std::string>>& table, const std::string& spec) {
    std::size_t last = 0;
    for (const auto& line : table) {
        if (line.at("spec") != spec) continue;
        for (const std::size_t row : numbers_of<std::size_t>(line.at("validation"))) last = std::max(last, row);
    }
    return last + 1;
}

TEST(Folds, AreThoseOfScikitLearnWithoutShuffling) {
    const auto table = read_table(GLIA_TEST_FIGURES "/sklearn_folds.txt");
    ASSERT_FALSE(table.empty());
    for (const auto& line : table) {
        const std::string& spec = line.at("spec");
        SCOPED_TRACE(spec + " fold " + line.at("fold"));
        const bool grouped = spec.starts_with("grouped");
        const auto labels = numbers_of<std::int32_t>(line.at("labels"));
        const std::size_t classes =
            grouped || labels.empty() ? 0 : static_cast<std::size_t>(std::ranges::max(labels)) + 1;
        const Dataset dataset =
            numbered_rows(rows_of(table, spec), classes > 0 ? labels : std::vector<std::int32_t>(), classes);
        const Folds folds(dataset, spec, grouped ? Groups(labels) : Groups(), 0);
        const Split parts = folds.fold(std::stoul(line.at("fold")));
        EXPECT_EQ(row_numbers(parts.first), numbers_of<std::size_t>(line.at("train")));
        EXPECT_EQ(row_numbers(parts.second), numbers_of<std::size_t>(line.at("validation")));
    }
}

// Class 0 has 61 rows, class 1 has 30, class 2 has 10, class 3 none.
std::vector<std::int32_t> uneven_classes() {
    std::vector<std::int32_t> classes;
    for (std::int32_t i = 0; i < 101; ++i) classes.push_back(i % 10 == 3 ? 2 : i % 10 < 3 ? 1 : 0);
    return classes;
}

TEST(Folds, ValidateEveryRowOnce) {
    const Dataset dataset = numbered_rows(101, uneven_classes(), 4);
    const std::vector<std::int32_t> groups = uneven_classes();
    for (const std::string spec : {"plain", "plain(folds=101)", "plain(folds=2,shuffle=0)", "stratified",
                                   "stratified(folds=10,shuffle=0)", "grouped(folds=3)", "grouped(folds=2)"}) {
        SCOPED_TRACE(spec);
        const Folds folds(dataset, spec, spec.starts_with("grouped") ? Groups(groups) : Groups(), 7);
        std::vector<int> validated(101);
        for (std::size_t i = 0; i < folds.count(); ++i) {
            const Split parts = folds.fold(i);
            EXPECT_EQ(parts.first.rows() + parts.second.rows(), 101u);
            const std::vector<std::size_t> train = row_numbers(parts.first);
            EXPECT_TRUE(std::ranges::is_sorted(train));
            for (const std::size_t row : row_numbers(parts.second)) {
                ++validated[row];
                EXPECT_FALSE(std::ranges::binary_search(train, row));
            }
        }
        EXPECT_EQ(validated, std::vector<int>(101, 1));
    }
}

TEST(Folds, AreOfEqualSizesWithinOneRow) {
    const Dataset dataset = numbered_rows(101, uneven_classes(), 4);
    for (const std::string spec : {"plain(folds=7)", "stratified(folds=7)", "stratified(folds=7,shuffle=0)"}) {
        SCOPED_TRACE(spec);
        const Folds folds(dataset, spec, {}, 3);
        for (std::size_t i = 0; i < folds.count(); ++i) {
            const Dataset validation = folds.fold(i).second;
            EXPECT_TRUE(validation.rows() == 14 || validation.rows() == 15) << validation.rows();
            if (spec.starts_with("plain")) continue;
            const std::vector<std::size_t> rows = validation.class_rows();
            EXPECT_TRUE(rows[0] == 8 || rows[0] == 9) << rows[0];  // of 61
            EXPECT_TRUE(rows[1] == 4 || rows[1] == 5) << rows[1];  // of 30
            EXPECT_TRUE(rows[2] == 1 || rows[2] == 2) << rows[2];  // of 10
        }
    }
}

TEST(Folds, DependOnTheSeedAloneAndOnlyWhereTheyShuffle) {
    const Dataset dataset = numbered_rows(101, uneven_classes(), 4);
    const auto first = [&](const char* spec, std::uint64_t seed) {
        return row_numbers(Folds(dataset, spec, {}, seed).fold(0).second);
    };
    for (const char* spec : {"plain", "stratified"}) {
        EXPECT_EQ(first(spec, 1), first(spec, 1));
        EXPECT_NE(first(spec, 1), first(spec, 2));
    }
    for (const char* spec : {"plain(shuffle=0)", "stratified(shuffle=0)", "time"}) {
        EXPECT_EQ(first(spec, 1), first(spec, 2));
    }
}

TEST(Folds, KeepTheWeightsOfRows) {
    const Dataset dataset = numbered_rows(4).with_weights({0, 10, 20, 30});
    const Split parts = Folds(dataset, "plain(folds=2)", {}, 1).fold(1);
    for (const Dataset& part : {parts.first, parts.second}) {
        for (std::size_t i = 0; i < part.rows(); ++i) EXPECT_EQ(part.weight(i), 10 * *part.x(i));
    }
}

TEST(Folds, OfAPartAreRowsOfThatPart) {
    const Dataset part = split_time(numbered_rows(20), 0.5).second;
    const Split parts = Folds(part, "plain(folds=2,shuffle=0)", {}, 1).fold(0);
    EXPECT_EQ(row_numbers(parts.second), (std::vector<std::size_t>{10, 11, 12, 13, 14}));
}

TEST(Folds, AreCountedByTheirSpec) {
    EXPECT_EQ(fold_count("plain"), 5u);
    EXPECT_EQ(fold_count("time(folds=12)"), 12u);
    EXPECT_THROW(fold_count("stratified(folds=1)"), Error);
    EXPECT_THROW(fold_count("stratify"), Error);
}

std::string refusal(const Dataset& dataset, const char* spec, Groups groups = {}) {
    try {
        Folds(dataset, spec, groups, 1).fold(0);
    } catch (const Error& e) {
        return e.what();
    }
    return "accepted";
}

TEST(Folds, SayWhatIsWrong) {
    const Dataset ten = numbered_rows(10);
    const Dataset classes = numbered_rows(4, {0, 0, 0, 1}, 2);
    const std::vector<std::int32_t> groups = {1, 1, 2, 2, 1, 1, 2, 2, 1, 1};
    struct Case {
        std::string text;
        std::string expected;
    };
    const Case cases[] = {
        {refusal(ten, "plain(folds=1)"), "folds 'plain': folds is 1; it must be in [2, 9007199254740992]"},
        {refusal(ten, "plain(folds=2.5)"), "folds 'plain': folds is 2.5; it must be a whole number"},
        {refusal(ten, "plain(folds=11)"), "folds is 11, but there are 10 rows: each fold needs at least one"},
        {refusal(ten, "plain(folds=9007199254740992)"),
         "folds is 9007199254740992, but there are 10 rows: each fold needs at least one"},
        {refusal(ten, "plan"), "unknown folds 'plan'; did you mean 'plain'? Known: grouped, plain, stratified, time"},
        {refusal(ten, "stratified"), "stratified folds need a data set with classes; this one has none"},
        {refusal(classes, "stratified(folds=4)"),
         "folds is 4, but no class has more than 3 rows: stratified folds need a class that has enough"},
        {refusal(classes, "stratified(folds=3)"), "accepted"},
        {refusal(numbered_rows(0, {}, 2), "stratified"),
         "folds is 5, but no class has more than 0 rows: stratified folds need a class that has enough"},
        {refusal(ten, "grouped(folds=2)"),
         "there are 0 groups; the data set has 10 rows, and each needs the number of its group"},
        {refusal(ten, "grouped(folds=3)", groups), "folds is 3, but there are 2 groups: each fold needs at least one"},
        {refusal(ten, "plain", groups), "there are groups, but 'plain' folds do not look at them"},
        {refusal(ten, "time(folds=10)"), "folds is 10, but there are 10 rows: there must be more"},
        {refusal(ten, "time(folds=9)"), "accepted"},
        {refusal(ten, "time(folds=2,validation_rows=5)"),
         "2 folds of 5 validation rows and a gap of 0 leave nothing of 10 rows to train the first fold on"},
        {refusal(ten, "time(folds=2,validation_rows=9007199254740992,gap=9007199254740992)"),
         "2 folds of 9007199254740992 validation rows and a gap of 9007199254740992 leave nothing of 10 rows to train "
         "the first fold on"},
    };
    for (const Case& each : cases) EXPECT_EQ(each.text, each.expected);
    EXPECT_THROW(Folds(ten, "plain", {}, 1).fold(5), Error);
}

}  // namespace
}  // namespace glia::test
