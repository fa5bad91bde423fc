#include "core/data/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "core/data/class_indices.hpp"
#include "core/rng.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

void check_numbers(const char* name, const StridedRows<float>& numbers, std::size_t rows, std::size_t columns,
                   bool missing_allowed) {
    if (rows == 0 || columns == 0) return;
    if (numbers.data == nullptr) throw invalid("{} is NULL, but there are {} rows", name, rows);
    if (numbers.stride < columns) {
        throw invalid("the stride of {} is {}; a row has {} numbers, so it must be at least that", name, numbers.stride,
                      columns);
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const float* const row = numbers.row(i);
        if (all_finite(columns, row)) continue;
        const auto is_good = [&](float v) { return std::isfinite(v) || (missing_allowed && std::isnan(v)); };
        const float* const bad = std::find_if_not(row, row + columns, is_good);
        if (bad == row + columns) continue;
        throw invalid("{}: row {}, column {} (from 0) is {}; every number must be finite", name, i, bad - row, *bad);
    }
}

void check_classes(const DatasetRows& rows) {
    const std::size_t count = rows.class_names.size();
    if (count == 0 || rows.rows == 0) return;
    if (rows.classes == nullptr) throw invalid("classes is NULL, but there are {} rows", rows.rows);
    check_class_indices("classes", {rows.classes, rows.rows}, count);
}

void check_category_names(std::size_t feature, const std::vector<std::string>& names) {
    if (names.size() > max_classes) {
        throw invalid("feature {} has {} categories; there can be at most {}", feature, names.size(), max_classes);
    }
    std::unordered_set<std::string_view> seen;
    for (const std::string& name : names) {
        if (!valid_utf8(name)) throw invalid("category '{}' of feature {} is not UTF-8", printable(name), feature);
        if (!seen.insert(name).second) {
            throw invalid("category '{}' of feature {} stands twice", printable(name), feature);
        }
    }
}

std::size_t share(double fraction, std::size_t rows) {
    return static_cast<std::size_t>(std::llround(fraction * static_cast<double>(rows)));
}

// Rows of each class that go to the second part, by the largest remainder (Hamilton's method): each class gets the
// whole part of its quota, and what is left of the total goes to the largest fractions, one row each.
std::vector<std::size_t> class_shares(const std::vector<std::size_t>& class_rows, double fraction, std::size_t total) {
    std::vector<std::size_t> shares;
    std::vector<double> remainders;
    for (const std::size_t rows : class_rows) {
        const double quota = fraction * static_cast<double>(rows);
        shares.push_back(static_cast<std::size_t>(quota));
        remainders.push_back(quota - std::floor(quota));
    }
    std::vector<std::size_t> order(class_rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    std::size_t given = std::accumulate(shares.begin(), shares.end(), std::size_t{0});
    for (const std::size_t c : order) {
        if (given >= total) break;
        if (shares[c] == class_rows[c]) continue;
        ++shares[c];
        ++given;
    }
    return shares;
}

}  // namespace

Dataset::Dataset(std::shared_ptr<const DatasetRows> rows, Numbers numbers) : storage_(std::move(rows)) {
    if (storage_->features == 0) throw invalid("features is 0; a row has at least one");
    if (streamed()) return;  // its rows are judged as they are read
    if (numbers == Numbers::unknown) {
        check_numbers("x", storage_->x, storage_->rows, storage_->features, storage_->missing_allowed);
        check_numbers("targets", storage_->targets, storage_->rows, storage_->outputs, false);
    }
    check_classes(*storage_);
    check_categories();
}

Dataset::Dataset(const Dataset& whole, std::vector<std::size_t> picked)
    : storage_(whole.storage_), picked_(std::move(picked)), all_(false), categories_(whole.categories_) {
    whole.require_picking();
    if (whole.has_weights()) weights_.reserve(picked_.size());
    for (std::size_t& row : picked_) {
        if (row >= whole.rows()) throw invalid("row {} is not in a data set of {} rows", row, whole.rows());
        if (whole.has_weights()) weights_.push_back(whole.weight(row));
        row = whole.index(row);
    }
}

Dataset Dataset::with_weights(std::vector<float> weights) const {
    require_picking();
    if (weights.size() != rows()) {
        throw invalid("there are {} weights; the data set has {} rows, and each needs one", weights.size(), rows());
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (std::isfinite(weights[i]) && weights[i] >= 0) continue;
        throw invalid("weights: row {} (from 0) is {}; a weight must be finite and not below 0", i, weights[i]);
    }
    Dataset weighted(*this);
    weighted.weights_ = std::move(weights);
    return weighted;
}

Dataset Dataset::with_class_weights(std::vector<float> weights) const {
    Dataset weighted(*this);
    weighted.class_weights_ = std::move(weights);
    return weighted;
}

void Dataset::copy_x(std::size_t row, float* to) const {
    require_picking();
    const std::size_t i = index(row);
    const EncodedRows& encoded = storage_->encoded_x;
    if (in_place()) {
        std::copy_n(storage_->x.row(i), features(), to);
    } else {
        encoded.decode(encoded.data + i * encoded.stride, features(), to);
    }
}

void Dataset::refuse_picking() const {
    throw error(
        GLIA_ERROR_UNSUPPORTED,
        "the data set is a stream: its rows are read one after another, and cannot be picked, split, weighed or "
        "copied out; open it in memory for that");
}

void Dataset::refuse_pointer() const {
    require_picking();
    throw error(GLIA_ERROR_UNSUPPORTED,
                "the data set's rows are converted as they are read; this needs them in memory");
}

Dataset Dataset::with_categories(std::size_t feature, std::vector<std::string> names) const {
    if (feature >= features()) throw invalid("feature {} does not exist; the data set has {}", feature, features());
    Dataset named(*this);
    named.categories_ = all_categories();
    named.categories_.resize(features());
    named.categories_[feature] = std::move(names);
    named.check_categories();
    return named;
}

void Dataset::check_categories() const {
    const auto& all = all_categories();
    if (all.empty()) return;
    if (all.size() != features()) {
        throw invalid("there are categories for {} features; the data set has {}", all.size(), features());
    }
    for (std::size_t j = 0; j < features(); ++j) check_category_names(j, all[j]);
    std::vector<float> buffer(features());
    for (std::size_t i = 0; i < rows(); ++i) {
        const float* const row = read_x(i, buffer.data());
        for (std::size_t j = 0; j < features(); ++j) {
            const std::size_t count = all[j].size();
            const float value = row[j];
            if (count == 0 || std::isnan(value)) continue;
            if (value >= 0 && value < static_cast<float>(count) && value == std::trunc(value)) continue;
            throw invalid(
                "x: row {}, column {} (from 0) is {}; with {} categories it must be a whole number from 0 to {}", i, j,
                value, count, count - 1);
        }
    }
}

std::vector<std::size_t> Dataset::class_rows() const {
    if (streamed()) return storage_->class_rows;
    std::vector<std::size_t> counts(class_count());
    if (!has_classes()) return counts;
    for (std::size_t i = 0; i < rows(); ++i) ++counts[static_cast<std::size_t>(class_of(i))];
    return counts;
}

std::string Dataset::feature_name(std::size_t feature) const {
    const std::vector<std::string>& names = storage_->feature_names;
    const bool named = feature < names.size() && !names[feature].empty();
    return named ? names[feature] : std::to_string(feature);
}

std::span<const std::string> Dataset::categories(std::size_t feature) const noexcept {
    const auto& all = all_categories();
    return feature < all.size() ? std::span<const std::string>(all[feature]) : std::span<const std::string>();
}

std::optional<Dataset::Cell> Dataset::first_missing(std::size_t first, std::size_t count) const {
    if (!storage_->missing_allowed) return std::nullopt;
    if (streamed()) return storage_->missing;
    std::vector<float> buffer(features());
    for (std::size_t i = first; i < first + count; ++i) {
        const float* const row = read_x(i, buffer.data());
        if (all_finite(features(), row)) continue;  // what is not finite is missing
        const float* const found = std::find_if(row, row + features(), [](float v) { return std::isnan(v); });
        return Cell{i, static_cast<std::size_t>(found - row)};
    }
    return std::nullopt;
}

bool Dataset::contiguous() const noexcept {
    return all_ && in_place() && storage_->x.stride == features() &&
           (outputs() == 0 || storage_->targets.stride == outputs());
}

Split split(const Dataset& dataset, double fraction, bool stratify, std::uint64_t seed) {
    dataset.require_picking();
    if (!(fraction >= 0 && fraction <= 1)) throw invalid("fraction is {}; it must be from 0 to 1", fraction);
    if (stratify && !dataset.has_classes()) throw invalid("stratify needs a data set with classes; this one has none");

    const std::size_t rows = dataset.rows();
    const std::size_t total = share(fraction, rows);
    std::vector<std::size_t> wanted{total};
    if (stratify) wanted = class_shares(dataset.class_rows(), fraction, total);

    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(seed, RandomUse::split);
    shuffle(order, random);

    std::vector<bool> in_second(rows);
    for (const std::size_t row : order) {
        std::size_t& left = wanted[stratify ? static_cast<std::size_t>(dataset.class_of(row)) : 0];
        if (left == 0) continue;
        --left;
        in_second[row] = true;
    }

    std::vector<std::size_t> first;
    std::vector<std::size_t> second;
    first.reserve(rows - total);
    second.reserve(total);
    for (std::size_t row = 0; row < rows; ++row) (in_second[row] ? second : first).push_back(row);
    return {Dataset(dataset, std::move(first)), Dataset(dataset, std::move(second))};
}

std::size_t default_window(std::size_t features, std::size_t outputs) noexcept {
    constexpr std::size_t bytes = std::size_t{64} << 20;
    const std::size_t numbers = std::min(features, bytes) + std::min(outputs, bytes) + 1;
    return std::max<std::size_t>(1, bytes / sizeof(float) / numbers);
}

std::vector<std::string> numbered_classes(std::size_t count) {
    if (count > max_classes) throw invalid("{} classes; there can be at most {}", count, max_classes);
    std::vector<std::string> names;
    names.reserve(count);
    for (std::size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
    return names;
}

}  // namespace glia
