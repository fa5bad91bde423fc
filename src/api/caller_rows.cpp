#include "api/caller_rows.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/guard.hpp"

namespace glia::api {
namespace {

// Refuses what no memory could hold, before a row is looked at.
template <class T>
void check(const CallerRows<T>& given) {
    if (given.rows == 0 || given.columns == 0) return;
    required(given.data, given.name);
    if (given.step() < given.columns) {
        throw invalid("{}_stride is {}; a row has {} numbers, so it must be 0 or at least that", given.name,
                      given.stride, given.columns);
    }
    if (given.rows > std::numeric_limits<std::size_t>::max() / sizeof(T) / given.step()) {
        throw invalid("{0}: {1} rows with a stride of {2} are more than memory can hold", given.name, given.rows,
                      given.step());
    }
}

template <class T>
Buffer<T> copy_of(const CallerRows<T>& given) {
    Buffer<T> copy(checked_product(given.rows, given.columns));
    for (std::size_t i = 0; i < given.rows; ++i) {
        std::copy_n(given.data + i * given.step(), given.columns, copy.data() + i * given.columns);
    }
    return copy;
}

StridedRows<float> keep_rows(const CallerRows<float>& given, Keep keep, Buffer<float>& owned) {
    check(given);
    if (given.rows == 0 || given.columns == 0) return {nullptr, given.columns};
    if (keep == Keep::pointers) return {given.data, given.step()};
    owned = copy_of(given);
    return {owned.data(), given.columns};
}

std::shared_ptr<DatasetRows> rows_of(const CallerRows<float>& x, Keep keep, Nan nan) {
    if (x.columns == 0) throw invalid("features is 0; a row has at least one");
    auto rows = std::make_shared<DatasetRows>();
    rows->rows = x.rows;
    rows->features = x.columns;
    rows->missing_allowed = nan == Nan::missing;
    rows->x = keep_rows(x, keep, rows->owned_x);
    return rows;
}

}  // namespace

Dataset with_values(const CallerRows<float>& x, const CallerRows<float>& targets, Keep keep, Nan nan) {
    const std::shared_ptr<DatasetRows> rows = rows_of(x, keep, nan);
    rows->outputs = targets.columns;
    rows->targets = keep_rows(targets, keep, rows->owned_targets);
    return Dataset(rows);
}

Dataset with_classes(const CallerRows<float>& x, const std::int32_t* classes, std::size_t class_count, Keep keep,
                     Nan nan) {
    if (class_count == 0) throw invalid("class_count is 0; there must be at least one class");
    const CallerRows<std::int32_t> given{classes, x.rows, 1, 0, "classes"};
    check(given);
    std::vector<std::string> names = numbered_classes(class_count);
    const std::shared_ptr<DatasetRows> rows = rows_of(x, keep, nan);
    rows->class_names = std::move(names);
    if (keep == Keep::copy) rows->owned_classes = copy_of(given);
    rows->classes = keep == Keep::copy ? rows->owned_classes.data() : classes;
    return Dataset(rows);
}

}  // namespace glia::api
