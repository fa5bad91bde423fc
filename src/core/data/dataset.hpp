// Rows of features with their targets: in memory, in a mapped file, or in a stream that is read pass after pass. A data
// set is immutable and shares its rows with those split from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/buffer.hpp"
#include "core/data/row_source.hpp"
#include "glia/dataset.h"

namespace glia {

// A column of more different entries is not one of classes; and a file of a few bytes must not cost gigabytes of names.
inline constexpr std::size_t max_classes = GLIA_MAX_CLASSES;

// Rows of numbers somewhere in memory, each `stride` elements after the one before.
template <class T>
struct StridedRows {
    const T* data = nullptr;
    std::size_t stride = 0;
    const T* row(std::size_t i) const noexcept { return data + i * stride; }
};

// Turns `count` numbers of some encoding into float32.
using DecodeNumbers = void (*)(const std::byte* from, std::size_t count, float* to) noexcept;

// Rows of numbers that are not float32 as the processor has it: each is converted when it is read.
struct EncodedRows {
    const std::byte* data = nullptr;
    std::size_t stride = 0;  // bytes
    DecodeNumbers decode = nullptr;
};

// A feature of a row, both counted from 0.
struct RowCell {
    std::size_t row;
    std::size_t feature;
};

// What a data set is made of. Pointers refer to the buffers, or to memory that the caller keeps alive; they may be null
// where there are no rows.
struct DatasetRows {
    std::size_t rows = 0;
    std::size_t features = 0;
    std::size_t outputs = 0;  // target values of a row; 0 with classes
    StridedRows<float> x;
    EncodedRows encoded_x;                   // in place of x, where its data is not null
    StridedRows<float> targets;              // data is null when outputs is 0
    const std::int32_t* classes = nullptr;   // one a row, or null
    std::vector<std::string> class_names;    // empty without classes
    std::vector<std::string> feature_names;  // empty: features are known by index
    // Of each feature, the names of its categories; x then holds their indices, from 0. A feature without any is a
    // number; empty: all features are.
    std::vector<std::vector<std::string>> feature_categories;
    std::vector<std::vector<double>> metadata;  // columns that say something of the rows: a number for each row
    bool missing_allowed = false;               // NaN in x stands for a value that is not known

    std::shared_ptr<const RowSource> source;  // in place of x, targets and classes: where rows are streamed from
    std::size_t window = 0;                   // rows of a stream that are in memory at once
    std::vector<std::size_t> class_rows;      // of a stream, the rows of each class; empty: not known
    std::optional<RowCell> missing;           // of a stream, the first value that is missing

    Buffer<float> owned_x;
    Buffer<float> owned_targets;
    Buffer<std::int32_t> owned_classes;
};

// Whether whoever made the rows has looked at every number already.
enum class Numbers {
    unknown,
    known_finite,
};

class Dataset {
 public:
    // All rows, in order. Throws Error where the shape is impossible, a number is not finite (other than a missing
    // value, where they are allowed), or a class or category is out of range: whoever holds a data set can rely on all
    // that.
    explicit Dataset(std::shared_ptr<const DatasetRows> rows, Numbers numbers = Numbers::unknown);

    // Some rows of another data set.
    Dataset(const Dataset& whole, std::vector<std::size_t> picked);

    // The same rows with other weights, one for each: how much it counts in a loss. Throws Error where there are more
    // or fewer, or one is not finite or below 0.
    Dataset with_weights(std::vector<float> weights) const;

    // The same rows, each with the weight of its class in place of one of its own: for a stream, whose rows cannot be
    // weighed one by one. One finite weight, not below 0, for each class.
    Dataset with_class_weights(std::vector<float> weights) const;

    // The same rows, with names for what the numbers of a feature stand for. Throws Error where a number is no index of
    // one.
    Dataset with_categories(std::size_t feature, std::vector<std::string> names) const;

    std::size_t rows() const noexcept { return all_ ? storage_->rows : picked_.size(); }
    std::size_t features() const noexcept { return storage_->features; }
    std::size_t outputs() const noexcept { return storage_->outputs; }
    std::size_t class_count() const noexcept { return storage_->class_names.size(); }
    bool has_classes() const noexcept { return !storage_->class_names.empty(); }
    bool has_targets() const noexcept { return has_classes() || storage_->outputs > 0; }

    // Whether these are some rows of another data set; and the place of a row in the one that none were picked from.
    bool picked() const noexcept { return !all_; }
    std::size_t original_row(std::size_t row) const noexcept { return index(row); }

    // Whether rows are streamed: read one after another (core/data/stream_reader.hpp), because they cannot be picked.
    bool streamed() const noexcept { return storage_->source != nullptr; }
    const RowSource& source() const noexcept { return *storage_->source; }
    // Rows of a stream that are in memory at once.
    std::size_t window() const noexcept { return storage_->window; }
    // Throws Error for a stream: what is to be done needs rows that can be picked.
    void require_picking() const {
        if (streamed()) refuse_picking();
    }

    // Whether features are in memory as float32, so that a row can be pointed to; otherwise it is copied.
    bool in_place() const noexcept { return storage_->encoded_x.data == nullptr && !streamed(); }
    // Throws Error where rows are not in place.
    const float* x(std::size_t row) const {
        if (!in_place()) refuse_pointer();
        return storage_->x.row(index(row));
    }
    // These throw Error for a stream.
    void copy_x(std::size_t row, float* to) const;
    // A row where it lies, or its copy in `buffer`, which has room for it.
    const float* read_x(std::size_t row, float* buffer) const {
        if (in_place()) return storage_->x.row(index(row));
        copy_x(row, buffer);
        return buffer;
    }
    const float* targets(std::size_t row) const {
        require_picking();
        return storage_->targets.row(index(row));
    }
    std::int32_t class_of(std::size_t row) const {
        require_picking();
        return storage_->classes[index(row)];
    }

    bool has_weights() const noexcept { return !weights_.empty(); }
    float weight(std::size_t row) const noexcept { return has_weights() ? weights_[row] : 1; }
    // Of with_class_weights; empty: all 1.
    const std::vector<float>& class_weights() const noexcept { return class_weights_; }

    std::size_t metadata_columns() const noexcept { return storage_->metadata.size(); }
    double metadata(std::size_t column, std::size_t row) const noexcept {
        return storage_->metadata[column][index(row)];
    }

    const std::vector<std::string>& class_names() const noexcept { return storage_->class_names; }
    // The rows of each class; empty where a stream does not know them.
    std::vector<std::size_t> class_rows() const;
    bool has_feature_names() const noexcept { return !storage_->feature_names.empty(); }
    // The header's name, or the index in decimal.
    std::string feature_name(std::size_t feature) const;

    // The categories of a feature; empty where it is a number.
    std::span<const std::string> categories(std::size_t feature) const noexcept;
    bool has_categories() const noexcept { return !all_categories().empty(); }

    // The first value that is missing in some rows, or in all, row by row; of a stream, always in all.
    using Cell = RowCell;
    std::optional<Cell> first_missing(std::size_t first, std::size_t count) const;
    std::optional<Cell> first_missing() const { return first_missing(0, rows()); }
    bool has_missing() const { return first_missing().has_value(); }

    // Whether rows follow one another without gaps, so that a run of them can be used where it stands.
    bool contiguous() const noexcept;

 private:
    [[noreturn]] void refuse_pointer() const;
    const std::vector<std::vector<std::string>>& all_categories() const noexcept {
        return categories_.empty() ? storage_->feature_categories : categories_;
    }
    void check_categories() const;
    [[noreturn]] void refuse_picking() const;
    std::size_t index(std::size_t row) const noexcept { return all_ ? row : picked_[row]; }

    std::shared_ptr<const DatasetRows> storage_;
    std::vector<std::size_t> picked_;
    bool all_ = true;
    std::vector<float> weights_;                        // of each row; empty: all 1
    std::vector<float> class_weights_;                  // of each class; empty: all 1
    std::vector<std::vector<std::string>> categories_;  // in place of the storage's, where not empty
};

struct Split {
    Dataset first;
    Dataset second;
};

// The split of glia_dataset_split (dataset.h).
Split split(const Dataset& dataset, double fraction, bool stratify, std::uint64_t seed);

// Rows that are in memory at once where nobody says how many: as many as 64 MiB hold, which are some thousands even for
// wide rows.
std::size_t default_window(std::size_t features, std::size_t outputs) noexcept;

// "0", "1", ...: names for classes that have none. Throws Error beyond max_classes.
std::vector<std::string> numbered_classes(std::size_t count);

}  // namespace glia
