#include "number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace glia::cli {
namespace {

constexpr double seconds_of_minute = 60;
constexpr double seconds_of_hour = 3600;

template <class... How>
std::string written(double value, How... how) {
    std::array<char, 400> digits{};  // the longest double in fixed notation has 309 digits before the point
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value, how...);
    return {digits.data(), end};
}

// ":07"
std::string after_colon(std::uint64_t number) {
    std::string text = number < 10 ? ":0" : ":";
    text += std::to_string(number);
    return text;
}

}  // namespace

std::string shortest(float value) {
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), end};
}

std::string shortest(double value) {
    return written(value);
}

std::string fixed(double value, int decimals) {
    return written(value, std::chars_format::fixed, decimals);
}

std::string figure(double value) {
    constexpr double smallest_fixed = 1e-3;
    constexpr double largest_fixed = 1e4;
    constexpr int digits = 4;
    if (std::isnan(value)) return "-";
    const double size = std::abs(value);
    if (size >= largest_fixed || (size != 0 && size < smallest_fixed)) {
        return written(value, std::chars_format::scientific, digits - 1);
    }
    return fixed(value, size < 10 ? digits : digits - 2);
}

std::string percent(double share) {
    return std::isnan(share) ? "-" : fixed(100 * share, 2) + " %";
}

std::string grouped(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

std::string clock_time(double seconds) {
    constexpr double longest = 100 * seconds_of_hour * 24;  // beyond, nobody waits
    const auto whole = static_cast<std::uint64_t>(std::llround(std::clamp(seconds, 0.0, longest)));
    const std::uint64_t hours = whole / 3600;
    const std::uint64_t minutes = whole / 60 % 60;
    const std::string tail = after_colon(whole % 60);
    return hours == 0 ? std::to_string(minutes) + tail : std::to_string(hours) + after_colon(minutes) + tail;
}

std::string duration(double seconds) {
    if (seconds < 10) return fixed(seconds, 2) + " s";
    if (seconds < seconds_of_minute) return fixed(seconds, 1) + " s";
    return clock_time(seconds) + (seconds < seconds_of_hour ? " min" : " h");
}

std::string count_of(std::size_t number, const std::string& noun) {
    // class -> classes, row -> rows
    const std::string plural = noun.ends_with('s') ? noun + "es" : noun + "s";
    return grouped(number) + " " + (number == 1 ? noun : plural);
}

}  // namespace glia::cli
