#include "io/npy.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "io/file_map.hpp"
#include "io/npy_elements.hpp"
#include "io/npy_header.hpp"
#include "io/npy_targets.hpp"

namespace glia {
namespace {

// An array in a mapped file.
class NpyMap {
 public:
    explicit NpyMap(InputFile& file) : name_(file.name()), header_(read_npy_header(file)), map_(file) {
        if (map_.bytes().size() >= header_.data + header_.rows * header_.row_bytes()) return;
        throw error(GLIA_ERROR_IO, "{} changed while it was read", file.name());
    }

    const NpyHeader& header() const noexcept { return header_; }
    const std::string& name() const noexcept { return name_; }
    const std::byte* element(std::size_t i) const noexcept {
        return map_.bytes().data() + header_.data + i * header_.type.width;
    }

    // Where the elements lie as the processor has them, or null.
    const float* in_place() const noexcept {
        const std::byte* const first = element(0);
        const bool aligned = reinterpret_cast<std::uintptr_t>(first) % alignof(float) == 0;
        return is_float32(header_.type) && aligned ? reinterpret_cast<const float*>(first) : nullptr;
    }

    // Calls use(numbers, first) for all elements in turn, some at a time, as float32. Throws Error for one that is not
    // finite, other than NaN where values may be missing.
    template <class Use>
    void for_each_run(bool missing_allowed, Use&& use) const {
        constexpr std::size_t at_once = 1 << 12;
        const DecodeNumbers decode = npy_decoder(header_.type);
        const std::size_t size = header_.rows * header_.row_size;
        std::vector<float> numbers(std::min(at_once, size));
        for (std::size_t first = 0; first < size; first += at_once) {
            const std::size_t count = std::min(at_once, size - first);
            decode(element(first), count, numbers.data());
            check_npy_numbers(header_, {numbers.data(), count}, first, name_, missing_allowed);
            use(std::span<const float>(numbers.data(), count), first);
        }
    }

 private:
    std::string name_;
    NpyHeader header_;
    FileMap map_;
};

// The mapped files live as long as the rows that point into them.
struct MappedRows {
    DatasetRows rows;
    std::shared_ptr<const NpyMap> x;
    std::shared_ptr<const NpyMap> targets;
};

void take_x(const NpyMap& x, bool missing_allowed, DatasetRows& rows) {
    const NpyHeader& header = x.header();
    rows.rows = header.rows;
    rows.features = header.row_size;
    rows.missing_allowed = missing_allowed;
    x.for_each_run(missing_allowed, [](std::span<const float>, std::size_t) {});
    if (rows.rows == 0) return;
    rows.x = {x.in_place(), header.row_size};
    if (rows.x.data == nullptr) rows.encoded_x = {x.element(0), header.row_bytes(), npy_decoder(header.type)};
}

void take_classes(const NpyMap& targets, DatasetRows& rows) {
    rows.owned_classes = Buffer<std::int32_t>(rows.rows);
    rows.classes = rows.owned_classes.data();
    std::int32_t largest = -1;
    for (std::size_t i = 0; i < rows.rows; ++i) {
        rows.owned_classes[i] = npy_class(targets.header(), targets.element(i), i, targets.name());
        largest = std::max(largest, rows.owned_classes[i]);
    }
    rows.class_names = numbered_classes(static_cast<std::size_t>(largest + 1));
}

// Targets are few beside features: those that are not float32 are converted at once.
void take_values(const NpyMap& targets, DatasetRows& rows) {
    rows.outputs = targets.header().row_size;
    rows.targets = {targets.in_place(), rows.outputs};
    const bool convert = rows.targets.data == nullptr;
    if (convert) {
        rows.owned_targets = Buffer<float>(checked_product(rows.rows, rows.outputs));
        rows.targets.data = rows.owned_targets.data();
    }
    targets.for_each_run(false, [&](std::span<const float> numbers, std::size_t first) {
        if (convert) std::ranges::copy(numbers, rows.owned_targets.data() + first);
    });
}

}  // namespace

Dataset read_npy(InputFile& x, InputFile* targets, NpyTargets kind, bool missing_allowed) {
    const auto made = std::make_shared<MappedRows>();
    made->x = std::make_shared<NpyMap>(x);
    bool classes = false;
    if (targets != nullptr) {
        made->targets = std::make_shared<NpyMap>(*targets);
        classes = npy_targets_are_classes(made->targets->header(), kind, targets->name(), made->x->header(), x.name());
    }
    take_x(*made->x, missing_allowed, made->rows);
    if (classes) take_classes(*made->targets, made->rows);
    if (targets != nullptr && !classes) take_values(*made->targets, made->rows);
    return Dataset(std::shared_ptr<const DatasetRows>(made, &made->rows), Numbers::known_finite);
}

}  // namespace glia
