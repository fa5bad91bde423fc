#include "io/idx.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "io/idx_stream.hpp"

namespace glia {
namespace {

constexpr double byte_maximum = 255;

void read_images(IdxStream& images, DatasetRows& rows) {
    rows.rows = images.items();
    rows.features = images.item_size();
    rows.owned_x = Buffer<float>(checked_product(rows.rows, rows.features));
    rows.x = {rows.owned_x.data(), rows.features};
    const double scale = images.type() == IdxType::unsigned_byte ? byte_maximum : 1;
    images.for_each([&](std::size_t i, double value) {
        const auto feature = static_cast<float>(value / scale);
        if (!std::isfinite(feature)) {
            throw error(GLIA_ERROR_FORMAT, "{}: item {}, element {} (from 0) is {}, which is not a finite float32",
                        images.file().name(), i / rows.features, i % rows.features, value);
        }
        rows.owned_x[i] = feature;
    });
}

void read_labels(IdxStream& labels, DatasetRows& rows) {
    rows.owned_classes = Buffer<std::int32_t>(labels.items());
    rows.classes = rows.owned_classes.data();
    double largest = -1;
    labels.for_each([&](std::size_t i, double value) {
        if (value < 0 || value >= static_cast<double>(max_classes)) {
            throw error(GLIA_ERROR_FORMAT, "{}: label {} (from 0) is {}; labels are from 0 to {}", labels.file().name(),
                        i, value, max_classes - 1);
        }
        rows.owned_classes[i] = static_cast<std::int32_t>(value);
        largest = std::max(largest, value);
    });
    rows.class_names = numbered_classes(static_cast<std::size_t>(largest + 1));
}

}  // namespace

bool looks_like_idx(InputFile& file) {
    char start[2] = {1, 1};
    file.rewind();
    const std::size_t size = file.read(start);
    file.rewind();
    return size == sizeof start && start[0] == 0 && start[1] == 0;  // no text begins so
}

void check_idx_labels(IdxStream& labels, IdxStream& images) {
    const std::string& name = labels.file().name();
    if (labels.dimensions() != 1) {
        throw error(GLIA_ERROR_FORMAT, "{} has {} dimensions; labels have 1 (are images and labels swapped?)", name,
                    labels.dimensions());
    }
    if (!labels.holds_integers()) throw error(GLIA_ERROR_FORMAT, "{} holds fractions; labels are whole numbers", name);
    if (labels.items() != images.items()) {
        throw error(GLIA_ERROR_FORMAT, "{} has {} labels, but {} has {} images", name, labels.items(),
                    images.file().name(), images.items());
    }
}

Dataset read_idx(InputFile& images, InputFile* labels) {
    auto rows = std::make_shared<DatasetRows>();
    IdxStream pixels(images);
    if (labels != nullptr) {
        IdxStream classes(*labels);
        check_idx_labels(classes, pixels);
        read_labels(classes, *rows);
    }
    read_images(pixels, *rows);
    return Dataset(std::move(rows), Numbers::known_finite);
}

}  // namespace glia
