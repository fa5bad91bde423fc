#include "api/callback_source.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "linalg/rows.hpp"

namespace glia::api {

class CallbackSource::Cursor final : public RowCursor {
 public:
    explicit Cursor(const CallbackSource& source) : source_(source), shape_(source.shape_) {}
    ~Cursor() override { source_.in_use_ = false; }

    void seek(std::size_t row) override {
        while (row_ < row) read_some(std::min(row - row_, spare_rows), spare());
    }

    void read(std::size_t rows, const RowPlace& place) override {
        for (std::size_t done = 0; done < rows;) {
            done += read_some(rows - done, place.after(done, shape_.features, shape_.outputs));
        }
    }

    void finish() override {
        if (deliver(1, spare()) == 0) return;
        throw error(GLIA_ERROR_FORMAT, "the callback goes on after the {} rows that were declared", shape_.rows);
    }

 private:
    static constexpr std::size_t spare_rows = 64;  // at once, of those that nobody wants

    RowPlace spare() {
        x_.resize(spare_rows * shape_.features);
        targets_.resize(spare_rows * shape_.outputs);
        classes_.resize(shape_.class_count > 0 ? spare_rows : 0);
        return {x_.data(), shape_.outputs > 0 ? targets_.data() : nullptr,
                shape_.class_count > 0 ? classes_.data() : nullptr};
    }

    std::size_t deliver(std::size_t capacity, const RowPlace& place) {
        std::size_t rows = 0;
        source_.result_ = source_.read_(row_, capacity, place.x, place.targets, place.classes, &rows, source_.user_);
        if (source_.result_ != 0) {
            throw error(GLIA_ERROR_CANCELLED, "the callback that delivers rows returned {} at row {} (from 0)",
                        source_.result_.load(), row_);
        }
        if (rows > capacity) {
            throw error(GLIA_ERROR_FORMAT,
                        "the callback delivered {} rows at row {} (from 0), where at most {} were wanted", rows, row_,
                        capacity);
        }
        return rows;
    }

    std::size_t read_some(std::size_t capacity, const RowPlace& place) {
        const std::size_t rows = deliver(capacity, place);
        if (rows == 0) {
            throw error(GLIA_ERROR_FORMAT, "the callback ended after {} rows; {} were declared", row_, shape_.rows);
        }
        check_numbers("x", place.x, rows, shape_.features);
        if (place.targets != nullptr) check_numbers("targets", place.targets, rows, shape_.outputs);
        if (place.classes != nullptr) check_classes(place.classes, rows);
        row_ += rows;
        return rows;
    }

    void check_numbers(const char* name, const float* numbers, std::size_t rows, std::size_t columns) const {
        const std::size_t size = rows * columns;
        if (all_finite(size, numbers)) return;
        const float* const bad = std::find_if_not(numbers, numbers + size, [](float v) { return std::isfinite(v); });
        const auto place = static_cast<std::size_t>(bad - numbers);
        throw error(GLIA_ERROR_FORMAT,
                    "{} from the callback: row {}, column {} (from 0) is {}; every number must be finite", name,
                    row_ + place / columns, place % columns, *bad);
    }

    void check_classes(const std::int32_t* classes, std::size_t rows) const {
        for (std::size_t i = 0; i < rows; ++i) {
            if (classes[i] >= 0 && static_cast<std::size_t>(classes[i]) < shape_.class_count) continue;
            throw error(GLIA_ERROR_FORMAT,
                        "classes from the callback: row {} (from 0) is {}; with {} classes it must be from 0 to {}",
                        row_ + i, classes[i], shape_.class_count, shape_.class_count - 1);
        }
    }

    const CallbackSource& source_;
    Shape shape_;
    std::size_t row_ = 0;
    std::vector<float> x_;
    std::vector<float> targets_;
    std::vector<std::int32_t> classes_;
};

CallbackSource::CallbackSource(const Shape& shape, glia_rows_callback read, void* user) noexcept
    : shape_(shape), read_(read), user_(user) {}

CallbackSource::~CallbackSource() {
    if (destroy_ != nullptr) destroy_(user_);
}

std::unique_ptr<RowCursor> CallbackSource::open() const {
    if (in_use_.exchange(true)) {
        throw error(GLIA_ERROR_STATE,
                    "the callback delivers rows to another pass: it serves one fit or evaluate at a time");
    }
    try {
        return std::make_unique<Cursor>(*this);
    } catch (...) {
        in_use_ = false;
        throw;
    }
}

}  // namespace glia::api
