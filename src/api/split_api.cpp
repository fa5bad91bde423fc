#include "glia/split.h"

#include <cstddef>
#include <limits>
#include <memory>
#include <utility>

#include "api/groups.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "core/data/folds.hpp"

using glia::invalid;
using glia::api::given_groups;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

namespace {

// make() returns the split; the names are those of the parameters.
template <class Make>
glia_status give_parts(glia_dataset** first, const char* first_name, glia_dataset** second, const char* second_name,
                       Make&& make) {
    return guard([&] {
        if (first != nullptr) *first = nullptr;
        if (second != nullptr) *second = nullptr;
        if (&required(first, first_name) == &required(second, second_name)) {
            throw invalid("{} and {} are the same pointer; they must be two, for the two parts", first_name,
                          second_name);
        }
        glia::Split parts = make();
        auto one = std::make_unique<glia_dataset>(glia_dataset{std::move(parts.first)});
        *second = new glia_dataset{std::move(parts.second)};
        *first = one.release();
    });
}

}  // namespace

extern "C" {

glia_status glia_dataset_split_groups(const glia_dataset* dataset, double fraction, const int32_t* groups, size_t size,
                                      uint64_t seed, glia_dataset** first, glia_dataset** second) {
    return give_parts(first, "first", second, "second", [&] {
        return glia::split_groups(required(dataset, "dataset").value, fraction, given_groups(groups, size), seed);
    });
}

glia_status glia_dataset_split_time(const glia_dataset* dataset, double fraction, glia_dataset** first,
                                    glia_dataset** second) {
    return give_parts(first, "first", second, "second",
                      [&] { return glia::split_time(required(dataset, "dataset").value, fraction); });
}

glia_status glia_dataset_sort(glia_dataset** out, const glia_dataset* dataset, const double* keys, size_t size) {
    return guard([&] {
        required(out, "out") = nullptr;
        const glia::Dataset& value = required(dataset, "dataset").value;
        if (size > 0) required(keys, "keys");
        *out = new glia_dataset{glia::sort_rows(value, {keys, size})};
    });
}

glia_status glia_dataset_pick(glia_dataset** out, const glia_dataset* dataset, const size_t* rows, size_t count) {
    return guard([&] {
        required(out, "out") = nullptr;
        const glia::Dataset& value = required(dataset, "dataset").value;
        // The largest array that can be: beyond, not even its last element has an address.
        constexpr std::size_t most = std::numeric_limits<std::ptrdiff_t>::max() / sizeof(std::size_t);
        if (count > most) throw invalid("count is {}; it must be from 0 to {}", count, most);
        if (count > 0) required(rows, "rows");
        *out = new glia_dataset{glia::Dataset(value, std::vector<std::size_t>(rows, rows + count))};
    });
}

glia_status glia_fold_count(const char* folds, size_t* count) {
    return guard([&] { required(count, "count") = glia::fold_count(required_text(folds, "folds")); });
}

glia_status glia_dataset_fold(const glia_dataset* dataset, const char* folds, const int32_t* groups, size_t size,
                              uint64_t seed, size_t index, glia_dataset** train, glia_dataset** validation) {
    return give_parts(train, "train", validation, "validation", [&] {
        const glia::Dataset& value = required(dataset, "dataset").value;
        return glia::Folds(value, required_text(folds, "folds"), given_groups(groups, size), seed).fold(index);
    });
}
}
