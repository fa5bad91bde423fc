#include "core/data/each_row.hpp"

#include <algorithm>

#include "core/data/stream_reader.hpp"

namespace glia {
namespace {

constexpr std::size_t rows_at_once = 256;

// Calls use(chunk, rows) for all rows of a stream.
template <class Use>
void read_through(const Dataset& stream, Use&& use) {
    StreamReader reader(stream, rows_at_once, [](std::size_t, std::span<const float>) {});
    reader.begin({});
    for (std::size_t done = 0; done < stream.rows();) {
        const std::size_t rows = std::min(rows_at_once, stream.rows() - done);
        use(reader.read(rows), rows);
        done += rows;
    }
}

}  // namespace

void each_x(const Dataset& dataset, const UseNumbers& use) {
    if (dataset.streamed()) {
        return read_through(dataset, [&](const RowChunk& chunk, std::size_t rows) {
            for (std::size_t i = 0; i < rows; ++i) use(chunk.x + i * dataset.features());
        });
    }
    std::vector<float> buffer(dataset.features());
    for (std::size_t i = 0; i < dataset.rows(); ++i) use(dataset.read_x(i, buffer.data()));
}

void each_targets(const Dataset& dataset, const UseNumbers& use) {
    if (dataset.streamed()) {
        return read_through(dataset, [&](const RowChunk& chunk, std::size_t rows) {
            for (std::size_t i = 0; i < rows; ++i) use(chunk.targets + i * dataset.outputs());
        });
    }
    for (std::size_t i = 0; i < dataset.rows(); ++i) use(dataset.targets(i));
}

std::vector<std::size_t> count_classes(const Dataset& dataset) {
    std::vector<std::size_t> counts = dataset.class_rows();
    if (counts.size() == dataset.class_count()) return counts;
    counts.assign(dataset.class_count(), 0);
    read_through(dataset, [&](const RowChunk& chunk, std::size_t rows) {
        for (std::size_t i = 0; i < rows; ++i) ++counts[static_cast<std::size_t>(chunk.classes[i])];
    });
    return counts;
}

}  // namespace glia
