#include "core/data/folds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "core/rng.hpp"

namespace glia {
namespace {

constexpr std::string_view family = "folds";
constexpr double most_rows = 9007199254740992.0;  // 2^53: every whole number up to it is a double

const std::vector<SpecDefinition>& fold_kinds() {
    static const SpecParameter folds = {"folds", 5, 2, most_rows};
    static const SpecParameter shuffle = {"shuffle", 1, 0, 1};
    static const std::vector<SpecDefinition> list = {
        {"grouped", "no group in two folds, rows as even as groups allow", {folds}},
        {"plain", "equal parts of all rows", {folds, shuffle}},
        {"stratified", "equal parts of each class", {folds, shuffle}},
        {"time",
         "each fold is validated on the rows after those that it is trained on",
         {folds, {"gap", 0, 0, most_rows}, {"validation_rows", 0, 0, most_rows}, {"most_train_rows", 0, 0, most_rows}}},
    };
    return list;
}

struct BoundFolds {
    std::string name;
    std::vector<std::size_t> values;  // in the order of the definition
};

BoundFolds bind(std::string_view text) {
    const Spec spec = parse_spec(family, text);
    const SpecDefinition& definition = find_definition(family, spec.name, fold_kinds());
    const std::vector<double> values = bind_spec(family, spec, definition);
    BoundFolds bound{spec.name, {}};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != std::floor(values[i])) {
            throw invalid("folds '{}': {} is {}; it must be a whole number", spec.name, definition.parameters[i].name,
                          format_number(values[i]));
        }
        bound.values.push_back(static_cast<std::size_t>(values[i]));
    }
    return bound;
}

// Rows in the order in which they are dealt out.
std::vector<std::size_t> order_of(std::size_t rows, bool shuffled, std::uint64_t seed) {
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!shuffled) return order;
    Random random(seed, RandomUse::split);
    shuffle(order, random);
    return order;
}

// The first rows % folds folds have one row more than the others.
std::vector<std::size_t> plain_folds(std::size_t folds, const std::vector<std::size_t>& order) {
    const std::size_t rows = order.size();
    if (folds > rows) throw invalid("folds is {}, but there are {} rows: each fold needs at least one", folds, rows);
    std::vector<std::size_t> fold_of(rows);
    std::size_t next = 0;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        const std::size_t size = rows / folds + (fold < rows % folds ? 1 : 0);
        for (std::size_t i = 0; i < size; ++i) fold_of[order[next++]] = fold;
    }
    return fold_of;
}

void check_strata(const Dataset& dataset, std::size_t folds) {
    if (!dataset.has_classes()) throw invalid("stratified folds need a data set with classes; this one has none");
    std::size_t most = 0;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    std::size_t rarest = 0;
    const std::vector<std::size_t> rows = dataset.class_rows();
    for (std::size_t c = 0; c < rows.size(); ++c) {
        most = std::max(most, rows[c]);
        if (rows[c] == 0 || rows[c] >= fewest) continue;
        fewest = rows[c];
        rarest = c;
    }
    if (folds > most) {
        throw invalid("folds is {}, but no class has more than {} rows: stratified folds need a class that has enough",
                      folds, most);
    }
    if (folds > fewest) {
        log(GLIA_LOG_WARN,
            "class '{}' has fewer rows ({}) than there are folds ({}): some folds are validated without it",
            printable(dataset.class_names()[rarest]), fewest, folds);
    }
}

// Rows are lined up class by class, and dealt out like cards: of each class, and of all rows, no fold gets more than
// one row above another. Which fold gets how many of a class is found from the line; which of its rows they are, by
// their order. Classes stand in the order in which they first appear. (As scikit-learn's StratifiedKFold.)
std::vector<std::size_t> stratified_folds(const Dataset& dataset, std::size_t folds,
                                          const std::vector<std::size_t>& order) {
    check_strata(dataset, folds);
    const std::vector<std::size_t> rows = dataset.class_rows();
    std::vector<std::size_t> begin(rows.size());  // of each class in the line
    std::vector<bool> seen(rows.size());
    std::size_t end = 0;
    for (std::size_t row = 0; row < dataset.rows(); ++row) {
        const auto c = static_cast<std::size_t>(dataset.class_of(row));
        if (seen[c]) continue;
        seen[c] = true;
        begin[c] = end;
        end += rows[c];
    }
    // Of the class, fold f gets the places begin to begin + rows - 1 of the line that are f modulo folds.
    const auto share = [&](std::size_t c, std::size_t fold) {
        const std::size_t after_first = (fold + folds - begin[c] % folds) % folds;
        return rows[c] / folds + (after_first < rows[c] % folds ? 1 : 0);
    };
    std::vector<std::size_t> fold_of(dataset.rows());
    std::vector<std::size_t> current(rows.size());
    std::vector<std::size_t> taken(rows.size());  // of the current fold's share
    for (const std::size_t row : order) {
        const auto c = static_cast<std::size_t>(dataset.class_of(row));
        for (; taken[c] == share(c, current[c]); taken[c] = 0) ++current[c];
        ++taken[c];
        fold_of[row] = current[c];
    }
    return fold_of;
}

// The largest group first, each goes to the fold that has the fewest rows so far: the longest-processing-time rule of
// Graham, 1969. Of equal groups the larger number comes first, of equal folds the first. (As scikit-learn's
// GroupKFold.)
std::vector<std::size_t> grouped_folds(const Dataset& dataset, std::size_t folds, Groups groups) {
    check_groups(dataset, groups);
    std::map<std::int32_t, std::size_t> rows_of;
    for (const std::int32_t group : groups) ++rows_of[group];
    if (folds > rows_of.size()) {
        throw invalid("folds is {}, but there are {} groups: each fold needs at least one", folds, rows_of.size());
    }
    std::vector<std::pair<std::size_t, std::int32_t>> largest_first;
    for (const auto& [group, rows] : rows_of) largest_first.emplace_back(rows, group);
    std::sort(largest_first.rbegin(), largest_first.rend());
    std::vector<std::size_t> rows_in(folds);
    std::map<std::int32_t, std::size_t> fold_of_group;
    for (const auto& [rows, group] : largest_first) {
        const auto lightest = std::min_element(rows_in.begin(), rows_in.end());
        *lightest += rows;
        fold_of_group[group] = static_cast<std::size_t>(lightest - rows_in.begin());
    }
    std::vector<std::size_t> fold_of;
    fold_of.reserve(groups.size());
    for (const std::int32_t group : groups) fold_of.push_back(fold_of_group[group]);
    return fold_of;
}

}  // namespace

std::span<const SpecDefinition> fold_definitions() {
    return fold_kinds();
}

std::size_t fold_count(std::string_view spec) {
    return bind(spec).values[0];
}

Folds::Folds(const Dataset& dataset, std::string_view spec, Groups groups, std::uint64_t seed) : dataset_(dataset) {
    const BoundFolds bound = bind(spec);
    count_ = bound.values[0];
    if (bound.name == "grouped") {
        fold_of_ = grouped_folds(dataset, count_, groups);
        return;
    }
    if (!groups.empty()) throw invalid("there are groups, but '{}' folds do not look at them", bound.name);
    if (bound.name == "time") {
        make_windows(bound.values[1], bound.values[2], bound.values[3]);
        return;
    }
    const std::vector<std::size_t> order = order_of(dataset.rows(), bound.values[1] != 0, seed);
    fold_of_ = bound.name == "plain" ? plain_folds(count_, order) : stratified_folds(dataset, count_, order);
}

// The last `count` windows of v rows are validated, each by what is learnt from the rows before it, of which the
// nearest `gap` are left out; v = floor(rows / (count + 1)) where it is not given. (As scikit-learn's TimeSeriesSplit.)
void Folds::make_windows(std::size_t gap, std::size_t validation_rows, std::size_t most_train_rows) {
    const std::size_t rows = dataset_.rows();
    if (count_ >= rows) throw invalid("folds is {}, but there are {} rows: there must be more", count_, rows);
    const std::size_t size = validation_rows == 0 ? rows / (count_ + 1) : validation_rows;
    std::size_t held = 0;
    const bool too_many = __builtin_mul_overflow(size, count_, &held) || __builtin_add_overflow(held, gap, &held);
    if (too_many || held >= rows) {
        throw invalid(
            "{} folds of {} validation rows and a gap of {} leave nothing of {} rows to train the first fold on",
            count_, size, gap, rows);
    }
    for (std::size_t fold = 0; fold < count_; ++fold) {
        const std::size_t begin = rows - (count_ - fold) * size;
        const std::size_t train_end = begin - gap;
        const bool cut = most_train_rows > 0 && most_train_rows < train_end;
        windows_.push_back({cut ? train_end - most_train_rows : 0, train_end, begin, begin + size});
    }
}

Split Folds::fold(std::size_t index) const {
    if (index >= count_) throw invalid("fold {} does not exist; there are {}, counted from 0", index, count_);
    if (windows_.empty()) {
        std::vector<bool> validated(fold_of_.size());
        for (std::size_t row = 0; row < fold_of_.size(); ++row) validated[row] = fold_of_[row] == index;
        return part_rows(dataset_, validated);
    }
    const auto run = [](std::size_t begin, std::size_t end) {
        std::vector<std::size_t> rows(end - begin);
        std::iota(rows.begin(), rows.end(), begin);
        return rows;
    };
    const Window& window = windows_[index];
    return {Dataset(dataset_, run(window.train_begin, window.train_end)),
            Dataset(dataset_, run(window.validation_begin, window.validation_end))};
}

}  // namespace glia
