#include "io/array_source.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "io/array_reader.hpp"
#include "io/idx.hpp"
#include "io/idx_stream.hpp"
#include "io/npy_header.hpp"
#include "io/npy_targets.hpp"

namespace glia {
namespace {

struct ArrayFile {
    ArrayFile(InputFile opened, const ArrayLayout& found) : file(std::move(opened)), layout(found) {}

    InputFile file;
    ArrayLayout layout;
    bool missing_allowed = false;

    ArrayReader reader() const { return {file.again(), layout, missing_allowed}; }
};

class ArrayCursor final : public RowCursor {
 public:
    ArrayCursor(ArrayReader x, std::optional<ArrayReader> targets, std::size_t class_count)
        : x_(std::move(x)), targets_(std::move(targets)), class_count_(class_count) {}

    void seek(std::size_t row) override {
        x_.seek(row);
        if (targets_) targets_->seek(row);
    }

    void read(std::size_t rows, const RowPlace& place) override {
        if (place.x != nullptr) x_.read(rows, place.x);
        if (place.targets != nullptr) targets_->read(rows, place.targets);
        if (place.classes != nullptr) targets_->read_classes(rows, class_count_, place.classes);
    }

 private:
    ArrayReader x_;
    std::optional<ArrayReader> targets_;
    std::size_t class_count_;
};

class ArraySource final : public RowSource {
 public:
    ArraySource(ArrayFile x, std::optional<ArrayFile> targets, std::size_t class_count)
        : x_(std::move(x)), targets_(std::move(targets)), class_count_(class_count) {}

    std::unique_ptr<RowCursor> open() const override {
        std::optional<ArrayReader> targets;
        if (targets_) targets.emplace(targets_->reader());
        return std::make_unique<ArrayCursor>(x_.reader(), std::move(targets), class_count_);
    }
    bool seeks() const noexcept override { return !x_.file.zipped() && !(targets_ && targets_->file.zipped()); }
    bool reads_ahead() const noexcept override { return true; }
    bool can_be_judged() const noexcept override { return true; }

 private:
    ArrayFile x_;
    std::optional<ArrayFile> targets_;
    std::size_t class_count_;
};

// The rows of each class, from 0 to the largest label.
std::vector<std::size_t> count_classes(const ArrayFile& labels) {
    constexpr std::size_t at_once = 4096;
    ArrayReader reader = labels.reader();
    std::vector<std::int32_t> classes(at_once);
    std::vector<std::size_t> counts;
    for (std::size_t first = 0; first < labels.layout.rows; first += at_once) {
        const std::size_t rows = std::min(at_once, labels.layout.rows - first);
        reader.read_classes(rows, max_classes, classes.data());
        for (std::size_t i = 0; i < rows; ++i) {
            const auto index = static_cast<std::size_t>(classes[i]);
            if (index >= counts.size()) counts.resize(index + 1);
            ++counts[index];
        }
    }
    return counts;
}

// The first value that is missing, if there is one.
std::optional<RowCell> find_missing(const ArrayFile& x) {
    const std::size_t features = x.layout.row_size;
    if (!x.missing_allowed || features == 0) return std::nullopt;
    const std::size_t at_once = std::max<std::size_t>(1, (std::size_t{1} << 14) / features);
    ArrayReader reader = x.reader();
    std::vector<float> numbers(at_once * features);
    for (std::size_t first = 0; first < x.layout.rows; first += at_once) {
        const std::size_t rows = std::min(at_once, x.layout.rows - first);
        reader.read(rows, numbers.data());
        const std::span<const float> read(numbers.data(), rows * features);
        const auto found = std::ranges::find_if(read, [](float v) { return std::isnan(v); });
        if (found == read.end()) continue;
        const auto place = static_cast<std::size_t>(found - read.begin());
        return RowCell{first + place / features, place % features};
    }
    return std::nullopt;
}

Dataset stream(ArrayFile x, std::optional<ArrayFile> targets, bool classes, std::size_t window) {
    auto rows = std::make_shared<DatasetRows>();
    rows->rows = x.layout.rows;
    rows->features = x.layout.row_size;
    rows->missing_allowed = x.missing_allowed;
    rows->missing = find_missing(x);
    if (targets && classes) rows->class_rows = count_classes(*targets);
    if (targets && !classes) rows->outputs = targets->layout.row_size;
    rows->class_names = numbered_classes(rows->class_rows.size());
    rows->window = window == 0 ? default_window(rows->features, rows->outputs) : window;
    rows->source = std::make_shared<ArraySource>(std::move(x), std::move(targets), rows->class_rows.size());
    return Dataset(std::move(rows));
}

}  // namespace

Dataset stream_npy(InputFile x, InputFile* targets, NpyTargets kind, std::size_t window, bool missing_allowed) {
    const NpyHeader header = read_npy_header(x);
    std::optional<ArrayFile> target_file;
    bool classes = false;
    if (targets != nullptr) {
        const NpyHeader target_header = read_npy_header(*targets);
        classes = npy_targets_are_classes(target_header, kind, targets->name(), header, x.name());
        target_file.emplace(std::move(*targets), layout_of(target_header));
    }
    ArrayFile x_file(std::move(x), layout_of(header));
    x_file.missing_allowed = missing_allowed;
    return stream(std::move(x_file), std::move(target_file), classes, window);
}

Dataset stream_idx(InputFile images, InputFile* labels, std::size_t window) {
    IdxStream pixels(images);
    std::optional<ArrayFile> label_file;
    if (labels != nullptr) {
        IdxStream indices(*labels);
        check_idx_labels(indices, pixels);
        const ArrayLayout layout = layout_of(indices);
        label_file.emplace(std::move(*labels), layout);
    }
    const ArrayLayout layout = layout_of(pixels);
    return stream({std::move(images), layout}, std::move(label_file), labels != nullptr, window);
}

}  // namespace glia
