// glia/cpp/dataset.hpp: rows of features with their targets (dataset.h, stream.h, split.h).
#ifndef GLIA_CPP_DATASET_HPP
#define GLIA_CPP_DATASET_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "glia/cpp/handle.hpp"
#include "glia/dataset.h"
#include "glia/split.h"
#include "glia/stream.h"

namespace glia {

// How many folds a spec asks for.
inline std::size_t fold_count(const std::string& folds) {
    std::size_t count = 0;
    detail::call(glia_fold_count, folds.c_str(), &count);
    return count;
}

// How targets are read: a GLIA_TARGET_* value.
enum class TargetKind : std::int32_t {
    automatic = GLIA_TARGET_AUTO,   // by its entries
    classes = GLIA_TARGET_CLASSES,  // each different entry is a class
    values = GLIA_TARGET_VALUES,    // numbers to be predicted
    none = GLIA_TARGET_NONE         // every column is a feature
};

// Whether a split keeps the proportion of the classes.
enum class Stratify : std::int32_t {
    no = 0,  // rows at random
    yes = 1  // the rows of each class alike
};

// Whether NaN stands for a feature that is missing, or is refused.
enum class Missing {
    refused,  // it is an error
    allowed   // it is missing
};

// Rows, copied out; of targets and classes, the data set has one at most.
struct Rows {
    std::vector<float> x;               // rows x features
    std::vector<float> targets;         // rows x outputs
    std::vector<std::int32_t> classes;  // an index for each row
};

// Where a callback puts the rows of a stream: as many as x has room for, or fewer. Of targets and classes, those that
// the data set does not have are empty.
struct RowsWanted {
    std::size_t first;           // rows of this pass that were delivered before
    std::size_t rows;            // how many are wanted at most
    Span<float> x;               // rows x features
    Span<float> targets;         // rows x outputs
    Span<std::int32_t> classes;  // an index for each row
};

// Rows of features with their targets, which never change once they are made.
class Dataset {
 public:
    // Takes over what C functions have made.
    explicit Dataset(glia_dataset* dataset) noexcept : handle_(dataset) {}

    // Copies of rows with target values; outputs is 0, and targets empty, for rows to be predicted.
    static Dataset of_values(Span<const float> x, std::size_t features, Span<const float> targets, std::size_t outputs,
                             Missing missing = Missing::refused) {
        return of_values(missing == Missing::allowed ? glia_dataset_create_missing : glia_dataset_create, x, features,
                         targets, outputs);
    }
    // Copies of rows with class indices.
    static Dataset of_classes(Span<const float> x, std::size_t features, Span<const std::int32_t> classes,
                              std::size_t class_count, Missing missing = Missing::refused) {
        const auto create =
            missing == Missing::allowed ? glia_dataset_create_classes_missing : glia_dataset_create_classes;
        return of_classes(create, x, features, classes, class_count);
    }
    // The same of arrays that stay where they are, and must outlive the data set and all that is split from it.
    static Dataset borrow_values(Span<const float> x, std::size_t features, Span<const float> targets,
                                 std::size_t outputs) {
        return of_values(glia_dataset_borrow, x, features, targets, outputs);
    }
    static Dataset borrow_classes(Span<const float> x, std::size_t features, Span<const std::int32_t> classes,
                                  std::size_t class_count) {
        return of_classes(glia_dataset_borrow_classes, x, features, classes, class_count);
    }

    // Files. target: a column's name or index; empty: the last. DataOptions says more (data_options.hpp).
    static Dataset open_csv(const std::string& path, const std::string& target = {},
                            TargetKind kind = TargetKind::automatic) {
        return made(glia_dataset_open_csv, path.c_str(), detail::or_null(target), static_cast<std::int32_t>(kind));
    }
    static Dataset open_csv(const std::string& path, const std::string& target,
                            const std::vector<std::string>& classes) {
        return made(glia_dataset_open_csv_classes, path.c_str(), detail::or_null(target),
                    detail::pointers(classes).data(), classes.size());
    }
    static Dataset open_idx(const std::string& images, const std::string& labels = {}) {
        return made(glia_dataset_open_idx, images.c_str(), detail::or_null(labels));
    }
    static Dataset open_npy(const std::string& x, const std::string& targets = {},
                            TargetKind kind = TargetKind::automatic) {
        return made(glia_dataset_open_npy, x.c_str(), detail::or_null(targets), static_cast<std::int32_t>(kind));
    }

    // A stream whose rows a callable delivers: it takes RowsWanted and returns how many rows it has written, 0 at the
    // end of a pass. What it throws ends the fit. One of outputs and class_count is 0, or both. window 0: as many as 64
    // MiB hold.
    using Reader = std::function<std::size_t(const RowsWanted&)>;
    static Dataset stream(std::size_t rows, std::size_t features, std::size_t outputs, std::size_t class_count,
                          std::size_t window, Reader reader);

    // Two parts, of which the second gets `fraction` of the rows.
    std::pair<Dataset, Dataset> split(double fraction, std::uint64_t seed, Stratify stratify = Stratify::no) const {
        return two(glia_dataset_split, get(), fraction, static_cast<std::int32_t>(stratify), seed);
    }
    std::pair<Dataset, Dataset> split_groups(double fraction, Span<const std::int32_t> groups,
                                             std::uint64_t seed) const {
        return two(glia_dataset_split_groups, get(), fraction, groups.data(), groups.size(), seed);
    }
    std::pair<Dataset, Dataset> split_time(double fraction) const {
        return two(glia_dataset_split_time, get(), fraction);
    }
    // Fold `index`: the rows to train on, and those to validate with.
    std::pair<Dataset, Dataset> fold(const std::string& folds, std::size_t index, std::uint64_t seed,
                                     Span<const std::int32_t> groups = {}) const {
        return two(glia_dataset_fold, get(), folds.c_str(), groups.empty() ? nullptr : groups.data(), groups.size(),
                   seed, index);
    }

    // The same rows in another order, or some of them.
    Dataset sort(Span<const double> keys) const { return made(glia_dataset_sort, get(), keys.data(), keys.size()); }
    Dataset pick(Span<const std::size_t> rows) const {
        return made(glia_dataset_pick, get(), rows.data(), rows.size());
    }

    // The same rows with weights, or with names for the categories of a feature.
    Dataset with_weights(Span<const float> weights) const {
        return made(glia_dataset_with_weights, get(), weights.data(), weights.size());
    }
    Dataset with_categories(std::size_t feature, const std::vector<std::string>& names) const {
        glia_dataset* dataset = nullptr;
        detail::call(glia_dataset_with_categories, get(), feature, detail::pointers(names).data(), names.size(),
                     &dataset);
        return Dataset(dataset);
    }

    // Its shape, and what is special about its rows.
    std::size_t rows() const noexcept { return glia_dataset_rows(get()); }
    std::size_t features() const noexcept { return glia_dataset_features(get()); }
    std::size_t outputs() const noexcept { return glia_dataset_outputs(get()); }
    std::size_t class_count() const noexcept { return glia_dataset_class_count(get()); }
    std::size_t category_count(std::size_t feature) const noexcept {
        return glia_dataset_category_count(get(), feature);
    }
    bool has_missing() const noexcept { return glia_dataset_has_missing(get()) != 0; }
    bool has_weights() const noexcept { return glia_dataset_has_weights(get()) != 0; }
    bool is_stream() const noexcept { return glia_dataset_is_stream(get()) != 0; }

    // Names of classes, of features, and of the categories of a feature.
    std::string class_name(std::size_t index) const { return detail::text(glia_dataset_class_name, get(), index); }
    std::string feature_name(std::size_t index) const { return detail::text(glia_dataset_feature_name, get(), index); }
    std::string category_name(std::size_t feature, std::size_t index) const {
        return detail::text(glia_dataset_category_name, get(), feature, index);
    }
    // As JSON.
    std::string describe() const { return detail::text(glia_dataset_describe, get()); }

    // Copies: of rows, of the weight of every row, of a column of metadata.
    Rows get_rows(std::size_t first, std::size_t count) const;
    std::vector<float> weights() const { return detail::numbers<float>(glia_dataset_get_weights, get()); }
    std::vector<double> metadata(std::size_t index) const {
        return detail::numbers<double>(glia_dataset_get_metadata, get(), index);
    }

    // The handle, for functions of C; the object keeps it.
    const glia_dataset* get() const noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_dataset, glia_dataset_destroy>;

    template <class Function, class... Arguments>
    static Dataset made(Function function, Arguments... arguments) {
        return Dataset(detail::make<Handle>(function, arguments...).release());
    }
    template <class Function, class... Arguments>
    static std::pair<Dataset, Dataset> two(Function function, Arguments... arguments) {
        auto [first, second] = detail::make_two<Handle>(function, arguments...);
        return {Dataset(first.release()), Dataset(second.release())};
    }
    template <class Create>
    static Dataset of_values(Create create, Span<const float> x, std::size_t features, Span<const float> targets,
                             std::size_t outputs) {
        const std::size_t rows = detail::rows_of("x", x.size(), features);
        detail::expect_size("targets", targets.size(), rows * outputs);
        return made(create, x.data(), rows, features, std::size_t{0}, targets.data(), outputs, std::size_t{0});
    }
    template <class Create>
    static Dataset of_classes(Create create, Span<const float> x, std::size_t features,
                              Span<const std::int32_t> classes, std::size_t class_count) {
        const std::size_t rows = detail::rows_of("x", x.size(), features);
        detail::expect_size("classes", classes.size(), rows);
        return made(create, x.data(), rows, features, std::size_t{0}, classes.data(), class_count);
    }

    Handle handle_;
};

namespace detail {

struct Stream {
    std::size_t features;
    std::size_t outputs;
    Dataset::Reader reader;
};

inline std::int32_t read_stream(std::size_t first, std::size_t capacity, float* x, float* targets,
                                std::int32_t* classes, std::size_t* delivered, void* user) noexcept {
    return run([&] {
        const Stream& stream = *static_cast<const Stream*>(user);
        *delivered = stream.reader({first, capacity, Span<float>(x, capacity * stream.features),
                                    Span<float>(targets, targets ? capacity * stream.outputs : 0),
                                    Span<std::int32_t>(classes, classes ? capacity : 0)});
        return true;
    });
}

}  // namespace detail

inline Dataset Dataset::stream(std::size_t rows, std::size_t features, std::size_t outputs, std::size_t class_count,
                               std::size_t window, Reader reader) {
    auto kept = std::make_unique<detail::Stream>(detail::Stream{features, outputs, std::move(reader)});
    glia_dataset* dataset = nullptr;
    const glia_status status =
        detail::status_of(glia_dataset_stream_callback, &dataset, rows, features, outputs, class_count, window,
                          detail::read_stream, kept.get(), detail::destroy_kept<detail::Stream>);
    Dataset result(dataset);
    detail::hand_over(kept, status);
    return result;
}

inline Rows Dataset::get_rows(std::size_t first, std::size_t count) const {
    Rows result;
    // Whether there are such rows, before so much memory is asked for.
    detail::call(glia_dataset_get_rows, get(), first, count, nullptr, nullptr, nullptr);
    result.x.resize(count * features());
    result.targets.resize(count * outputs());
    if (class_count() > 0) result.classes.resize(count);
    detail::call(glia_dataset_get_rows, get(), first, count, result.x.data(),
                 outputs() > 0 ? result.targets.data() : nullptr, class_count() > 0 ? result.classes.data() : nullptr);
    return result;
}

}  // namespace glia

#endif
