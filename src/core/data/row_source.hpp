// Rows that are not in memory: whoever wants them opens a cursor and reads them one after another.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace glia {

// Where rows are put, one after another: `features` numbers of x, `outputs` targets or a class for each.
struct RowPlace {
    float* x = nullptr;  // each is null where there are none, or nobody wants them
    float* targets = nullptr;
    std::int32_t* classes = nullptr;

    RowPlace after(std::size_t rows, std::size_t features, std::size_t outputs) const noexcept {
        return {x == nullptr ? nullptr : x + rows * features, targets == nullptr ? nullptr : targets + rows * outputs,
                classes == nullptr ? nullptr : classes + rows};
    }
};

// One pass over the rows. Its own: nothing of it is shared with other passes.
class RowCursor {
 public:
    virtual ~RowCursor() = default;

    // Goes to row `row`. A source that cannot seek is asked to go forwards only, and reads what lies between.
    virtual void seek(std::size_t row) = 0;
    // Puts the next rows; every number is finite, and every class below the number of classes. Throws Error where they
    // cannot be had.
    virtual void read(std::size_t rows, const RowPlace& place) = 0;
    // Called after the last row: throws Error where the source would go on.
    virtual void finish() {}
};

// Concurrent: any number of cursors may be opened and read at once, unless the source says otherwise.
class RowSource {
 public:
    virtual ~RowSource() = default;

    // At row 0. Throws Error.
    virtual std::unique_ptr<RowCursor> open() const = 0;
    // Whether rows can be read in any order, run by run, at hardly more cost than one after another.
    virtual bool seeks() const noexcept = 0;
    // Whether a cursor may be used by another thread than the one that asked for rows.
    virtual bool reads_ahead() const noexcept = 0;
    // Whether rows may be read once more than they are needed, only to judge them.
    virtual bool can_be_judged() const noexcept = 0;

    // Whether all rows have been read once: then no number is one that a cursor refuses.
    bool has_been_read() const noexcept { return has_been_read_; }
    void note_read() const noexcept { has_been_read_ = true; }

 private:
    mutable std::atomic<bool> has_been_read_ = false;
};

}  // namespace glia
