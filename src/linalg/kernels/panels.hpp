// Products of packed panels, for instruction sets with many registers: a tile of C stays in registers while panels of A
// and B pass by, which are read in the order in which they lie (Goto, van de Geijn, Anatomy of High-Performance Matrix
// Multiplication, ACM Transactions on Mathematical Software 34(3), 2008). Each element of C is the sum over p in
// ascending order, wherever its tile begins and however large it is.
#pragma once

#include "linalg/kernels/code.hpp"

namespace glia {
namespace {

#if defined(__AVX512F__)
constexpr int tile_rows = 14;  // and two registers wide: of 32 registers, 28 hold the tile
#else
constexpr int tile_rows = 6;  // 12 of 16
#endif
constexpr int tile_registers = 2;

// The lanes of registers i and i + distance, of which bit `distance` of i is clear, after the exchange that makes a
// step of a transposition: the upper halves of one for the lower halves of the other, in areas of 2 * distance lanes.
template <class T, int distance>
struct LowerHalves {
    static constexpr int lane(int i) { return (i & distance) == 0 ? i : Lanes<T>::count + i - distance; }
};
template <class T, int distance>
struct UpperHalves {
    static constexpr int lane(int i) { return (i & distance) == 0 ? i + distance : Lanes<T>::count + i; }
};

template <class Pattern, class T, int... lane>
inline Vector<T> choose(Vector<T> a, Vector<T> b) {
    if constexpr (sizeof...(lane) < Lanes<T>::count) {
        return choose<Pattern, T, lane..., Pattern::lane(sizeof...(lane))>(a, b);
    } else {
        return __builtin_shufflevector(a, b, lane...);
    }
}

// Transposes a square of as many registers as each has lanes.
template <class T, int distance = Lanes<T>::count / 2>
inline void transpose(Vector<T>* rows) {
#pragma GCC unroll 16
    for (int i = 0; i < Lanes<T>::count; ++i) {
        if ((i & distance) != 0) continue;
        const Vector<T> a = rows[i];
        const Vector<T> b = rows[i + distance];
        rows[i] = choose<LowerHalves<T, distance>, T>(a, b);
        rows[i + distance] = choose<UpperHalves<T, distance>, T>(a, b);
    }
    if constexpr (distance > 1) transpose<T, distance / 2>(rows);
}

// Stores the first `count` lanes; where what comes behind them is written later on, all lanes, which is cheaper.
template <class T>
inline void store_line(T* to, std::size_t count, bool exact, Vector<T> value) {
    if (exact && count < Lanes<T>::count) {
        store_first(to, count, value);
    } else {
        store(to, value);
    }
}

template <class T>
inline Vector<T> load_line(const T* from, std::size_t count) {
    if (count == 0) return Vector<T>{};
    return count < Lanes<T>::count ? load_first(from, count) : load(from);
}

// How many of `total` lines are left from `first`, at most a register's.
template <class T>
inline std::size_t lanes_from(std::size_t first, std::size_t total) {
    constexpr std::size_t lanes = Lanes<T>::count;
    if (total <= first) return 0;
    return total - first < lanes ? total - first : lanes;
}

// In what follows a line may be stored with lanes that are none of its own: they are the next line's, which is stored
// later, and never beyond the panel.
template <class T>
inline void pack_side_by_side(std::size_t k, std::size_t width, std::size_t have, const T* from, std::size_t stride,
                              T* panel) {
    constexpr std::size_t lanes = Lanes<T>::count;
    if (have == 2 * lanes && width == 2 * lanes) {  // most panels of B
        for (std::size_t p = 0; p < k; ++p) {
            const Vector<T> left = load(from + p * stride);
            const Vector<T> right = load(from + p * stride + lanes);
            store(panel + p * 2 * lanes, left);
            store(panel + p * 2 * lanes + lanes, right);
        }
        return;
    }
    for (std::size_t p = 0; p < k; ++p) {
        for (std::size_t j = 0; j < width; j += lanes) {
            store_line(panel + p * width + j, lanes_from<T>(j, width), p + 1 == k,
                       load_line(from + p * stride + j, lanes_from<T>(j, have)));
        }
    }
}

// A square of as many numbers each way as a register has lanes, or what there is of it: `lines` lines, of `length`
// terms.
template <class T>
inline void pack_part_of_square(std::size_t lines, std::size_t length, std::size_t width, std::size_t room, bool exact,
                                bool at_end, const T* from, std::size_t stride, T* panel) {
    constexpr std::size_t lanes = Lanes<T>::count;
    Vector<T> square[lanes];
#pragma GCC unroll 16
    for (std::size_t i = 0; i < lanes; ++i) {
        square[i] = i < lines ? load_line(from + i * stride, length) : Vector<T>{};
    }
    transpose<T>(square);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < lanes; ++i) {
        if (i < length) store_line(panel + i * width, room, exact || (at_end && i + 1 == length), square[i]);
    }
}

// As many terms of `lines` lines; what is stored behind them is written later on.
template <std::size_t lines, class T>
inline void pack_square(std::size_t width, const T* from, std::size_t stride, T* panel) {
    constexpr std::size_t lanes = Lanes<T>::count;
    Vector<T> square[lanes] = {};
#pragma GCC unroll 16
    for (std::size_t i = 0; i < lines; ++i) square[i] = load(from + i * stride);
    transpose<T>(square);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < lanes; ++i) store(panel + i * width, square[i]);
}

template <class T>
inline void pack_turned(std::size_t k, std::size_t width, std::size_t have, const T* from, std::size_t stride,
                        T* panel) {
    constexpr std::size_t lanes = Lanes<T>::count;
    constexpr std::size_t narrow = tile_rows < lanes ? tile_rows : lanes;
    for (std::size_t j = 0; j < width; j += lanes) {
        const std::size_t lines = lanes_from<T>(j, have);
        const std::size_t room = lanes_from<T>(j, width);
        for (std::size_t p = 0; p < k; p += lanes) {
            const std::size_t length = lanes_from<T>(p, k);
            const T* const corner = from + j * stride + p;
            T* const to = panel + p * width + j;
            if (lines == lanes && length == lanes) {
                pack_square<lanes>(width, corner, stride, to);
            } else if (lines == narrow && width == narrow && p + lanes < k) {
                pack_square<narrow>(width, corner, stride, to);
            } else {
                pack_part_of_square(lines, length, width, room, j > 0, p + length == k, corner, stride, to);
            }
        }
    }
}

template <class T>
void pack(std::size_t k, std::size_t width, std::size_t have, const T* from, std::size_t stride, bool side_by_side,
          T* panel) noexcept {
    if (side_by_side) {
        pack_side_by_side(k, width, have, from, stride, panel);
    } else {
        pack_turned(k, width, have, from, stride, panel);
    }
}

// Columns of C, and the panels that they are the product of.
template <class T>
struct Columns {
    std::size_t k;
    const T* a;
    const T* b;
    const T* bias;
    bool accumulate;
    T* c;
    std::size_t c_stride;
};

template <int rows, class T, class Load, class Store>
inline void panel_tile(const Columns<T>& at, const Load& load_part, const Store& store_part) {
    constexpr std::size_t lanes = Lanes<T>::count;
    // Only loops that are unrolled leave these in registers.
    Vector<T> sums[rows][tile_registers];
    if (at.accumulate) {
#pragma GCC unroll 16
        for (int i = 0; i < rows; ++i) {
#pragma GCC unroll 2
            for (std::size_t j = 0; j < tile_registers; ++j) {
                sums[i][j] = load_part(at.c + static_cast<std::size_t>(i) * at.c_stride + j * lanes, j);
            }
        }
    } else {
#pragma GCC unroll 2
        for (std::size_t j = 0; j < tile_registers; ++j) {
            const Vector<T> bias = at.bias == nullptr ? Vector<T>{} : load_part(at.bias + j * lanes, j);
#pragma GCC unroll 16
            for (int i = 0; i < rows; ++i) sums[i][j] = bias;
        }
    }
    const T* a = at.a;
    const T* b = at.b;
    for (std::size_t p = 0; p < at.k; ++p) {
        const Vector<T> b0 = load(b);
        const Vector<T> b1 = load(b + lanes);
#pragma GCC unroll 16
        for (int i = 0; i < rows; ++i) {
            const Vector<T> factor = broadcast(a[i]);
            sums[i][0] += factor * b0;
            sums[i][1] += factor * b1;
        }
        a += tile_rows;
        b += tile_registers * lanes;
    }
#pragma GCC unroll 16
    for (int i = 0; i < rows; ++i) {
#pragma GCC unroll 2
        for (std::size_t j = 0; j < tile_registers; ++j) {
            store_part(at.c + static_cast<std::size_t>(i) * at.c_stride + j * lanes, j, sums[i][j]);
        }
    }
}

// Tiles of so many rows, one below the other, and then lower ones for the rows that are left.
template <int rows, class T, class Load, class Store>
inline void panel_tiles(std::size_t m, Columns<T> at, const Load& load_part, const Store& store_part) {
    for (; m >= rows; m -= rows) {
        panel_tile<rows>(at, load_part, store_part);
        at.a += rows == tile_rows ? tile_rows * at.k : rows;
        at.c += rows * at.c_stride;
    }
    if constexpr (rows > 1) {
        constexpr int fewer = rows > 8 ? 8 : rows > 4 ? 4 : rows / 2;
        if (m > 0) panel_tiles<fewer>(m, at, load_part, store_part);
    }
}

template <class T>
void multiply_panel(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* b, const T* bias, bool accumulate,
                    T* c, std::size_t c_stride) noexcept {
    constexpr std::size_t lanes = Lanes<T>::count;
    const Columns<T> at = {k, a, b, bias, accumulate, c, c_stride};
    if (n == tile_registers * lanes) {
        panel_tiles<tile_rows>(
            m, at, [](const T* from, std::size_t) { return load(from); },
            [](T* to, std::size_t, Vector<T> value) { store(to, value); });
    } else {
        panel_tiles<tile_rows>(
            m, at, [n](const T* from, std::size_t j) { return load_line(from, lanes_from<T>(j * lanes, n)); },
            [n](T* to, std::size_t j, Vector<T> value) {
                const std::size_t count = lanes_from<T>(j * lanes, n);
                if (count > 0) store_line(to, count, true, value);
            });
    }
}

// The tile of a product whose rows are read where they lie: rows[i][p] with lines[p] of a panel, which are columns of a
// tile that is turned when it is stored. Pointers to each third row, and the distance to the next two, are what there
// are registers for.
template <int rows, class T>
inline void turned_tile(std::size_t k, const T* from, std::size_t stride, const T* panel, const T* bias,
                        std::size_t lines, T* c, std::size_t c_stride) {
    constexpr std::size_t lanes = Lanes<T>::count;
    Vector<T> sums[rows][tile_registers];
#pragma GCC unroll 16
    for (int i = 0; i < rows; ++i) {
        const Vector<T> start = bias == nullptr ? Vector<T>{} : broadcast(bias[i]);
        sums[i][0] = start;
        sums[i][1] = start;
    }
    constexpr int bases = (rows + 2) / 3;
    const T* base[bases];
#pragma GCC unroll 16
    for (int i = 0; i < bases; ++i) base[i] = from + static_cast<std::size_t>(3 * i) * stride;
    for (std::size_t p = 0; p < k; ++p) {
        const Vector<T> b0 = load(panel);
        const Vector<T> b1 = load(panel + lanes);
#pragma GCC unroll 16
        for (int i = 0; i < rows; ++i) {
            const Vector<T> factor = broadcast(base[i / 3][static_cast<std::size_t>(i % 3) * stride]);
            sums[i][0] += factor * b0;
            sums[i][1] += factor * b1;
        }
#pragma GCC unroll 16
        for (int i = 0; i < bases; ++i) ++base[i];
        panel += tile_registers * lanes;
    }
    constexpr int at_once = rows < static_cast<int>(lanes) ? rows : static_cast<int>(lanes);
#pragma GCC unroll 4
    for (int first = 0; first < rows; first += at_once) {
        const int count = rows - first < at_once ? rows - first : at_once;
#pragma GCC unroll 2
        for (std::size_t j = 0; j < tile_registers; ++j) {
            Vector<T> square[lanes];
#pragma GCC unroll 16
            for (int i = 0; i < static_cast<int>(lanes); ++i) square[i] = i < count ? sums[first + i][j] : Vector<T>{};
            transpose<T>(square);
#pragma GCC unroll 16
            for (std::size_t i = 0; i < lanes; ++i) {
                if (j * lanes + i >= lines) continue;
                store_line(c + (j * lanes + i) * c_stride + first, static_cast<std::size_t>(count), true, square[i]);
            }
        }
    }
}

template <int rows, class T>
inline void turned_tiles(std::size_t m, std::size_t k, const T* from, std::size_t stride, const T* panel, const T* bias,
                         std::size_t lines, T* c, std::size_t c_stride) {
    for (; m >= rows; m -= rows) {
        turned_tile<rows>(k, from, stride, panel, bias, lines, c, c_stride);
        from += rows * stride;
        if (bias != nullptr) bias += rows;
        c += rows;
    }
    if constexpr (rows > 1) {
        constexpr int fewer = rows > 8 ? 8 : rows > 4 ? 4 : rows / 2;
        if (m > 0) turned_tiles<fewer>(m, k, from, stride, panel, bias, lines, c, c_stride);
    }
}

template <class T>
void multiply_turned(std::size_t m, std::size_t lines, std::size_t k, const T* from, std::size_t stride, const T* panel,
                     const T* bias, T* c, std::size_t c_stride) noexcept {
    turned_tiles<tile_rows>(m, k, from, stride, panel, bias, lines, c, c_stride);
}

template <class T>
constexpr PanelKernels<T> panels_of = {.rows = tile_rows,
                                       .cols = static_cast<std::size_t>(tile_registers) * Lanes<T>::count,
                                       .wide = register_bytes == 64,
                                       .pack = pack<T>,
                                       .multiply = multiply_panel<T>,
                                       .multiply_turned = multiply_turned<T>};

}  // namespace
}  // namespace glia
