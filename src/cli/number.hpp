// Numbers as text, the same in every locale.
#pragma once

#include <cstddef>
#include <string>

namespace glia::cli {

// The shortest decimal that reads back as the same float.
std::string shortest(float value);
std::string shortest(double value);

// 0.25 with 2 decimals: "0.25".
std::string fixed(double value, int decimals);

// A loss or another figure of any size, four digits of it: "0.0312", "12.25", "3.122e-05"; "-" for NaN.
std::string figure(double value);

// 0.97222 -> "97.22 %"; "-" for NaN.
std::string percent(double share);

// 1234567 -> "1,234,567".
std::string grouped(std::size_t number);

// Seconds on a clock: "0:07", "12:30", "1:02:03".
std::string clock_time(double seconds);

// Seconds as a length of time: "0.84 s", "12.5 s", "2:05 min", "1:02:03 h".
std::string duration(double seconds);

// "1 row", "2 rows", "1,000 rows".
std::string count_of(std::size_t number, const std::string& noun);

}  // namespace glia::cli
