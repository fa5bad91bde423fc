// Rows that a callback of the host delivers.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "core/data/dataset.hpp"
#include "core/data/row_source.hpp"
#include "glia/stream.h"

namespace glia::api {

class CallbackSource final : public RowSource {
 public:
    struct Shape {
        std::size_t rows;
        std::size_t features;
        std::size_t outputs;
        std::size_t class_count;
    };

    CallbackSource(const Shape& shape, glia_rows_callback read, void* user) noexcept;
    ~CallbackSource() override;

    // From now on, the host's function is called with `user` when the source goes.
    void own(void (*destroy)(void*)) noexcept { destroy_ = destroy; }

    // Throws Error (GLIA_ERROR_STATE) where a cursor is open already.
    std::unique_ptr<RowCursor> open() const override;
    bool seeks() const noexcept override { return false; }
    // Callbacks run on the thread that made the call.
    bool reads_ahead() const noexcept override { return false; }
    // Nobody knows what a row costs the host.
    bool can_be_judged() const noexcept override { return false; }

    // What the callback returned last.
    std::int32_t result() const noexcept { return result_; }

 private:
    class Cursor;

    Shape shape_;
    glia_rows_callback read_;
    void* user_;
    void (*destroy_)(void*) = nullptr;
    mutable std::atomic<bool> in_use_ = false;
    mutable std::atomic<std::int32_t> result_ = 0;
};

}  // namespace glia::api
