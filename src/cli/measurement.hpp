// What an activation costs and how exact it is, measured here and now.
#pragma once

#include <string>
#include <vector>

namespace glia::cli {

struct Measurement {
    double error_ulp;       // the most that float32 values differ from those in double; NaN: there are none of those
    double forward_per_ns;  // elements in a nanosecond
    double backward_per_ns;
};

// Takes about a quarter of a second. Errors are looked for at half a million numbers of all sizes, or in 5,000 rows of
// 16. Speeds are those of one thread, in time of the processor, on arrays of 65,536 elements, 128 rows of 512: the best
// of some runs.
Measurement measure(const std::string& spec);

// Each of these, in that order. Measures all of them several times over, and takes the best speeds: a machine that
// others use as well has slow seconds, which would make whatever is measured then look slow beside the others. Takes
// about a second for each.
std::vector<Measurement> measure_beside_each_other(const std::vector<std::string>& specs);

// "avx512 on AMD EPYC 9R14": the kernels in use, and the processor as it names itself.
std::string measured_on();

}  // namespace glia::cli
