#include "svg_plot.hpp"

#include <algorithm>

#include "number.hpp"

namespace glia::cli {
namespace {

// Pixels.
constexpr double picture_width = 420;
constexpr double picture_height = 300;
constexpr double margin_left = 44;
constexpr double margin_right = 12;
constexpr double margin_top = 34;
constexpr double margin_bottom = 28;

constexpr const char* ink = "#767676";
constexpr const char* value_colour = "#2f7fd0";
constexpr const char* slope_colour = "#d9702a";

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    }
    return result;
}

// A tenth of a pixel is enough.
std::string coordinate(double pixels) {
    std::string text = fixed(pixels, 1);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text == "-0" ? "0" : text;
}

class Canvas {
 public:
    explicit Canvas(const ActivationPlot& plot) : plot_(plot) {}

    std::string str() {
        svg_ =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 420 300\" width=\"420\" height=\"300\" "
            "font-family=\"sans-serif\" font-size=\"12\">\n<title>" +
            escaped(plot_.title) + " and its derivative</title>\n";
        svg_ += "<clipPath id=\"c\"><rect x=\"" + coordinate(margin_left) + "\" y=\"" + coordinate(margin_top) +
                "\" width=\"" + coordinate(picture_width - margin_left - margin_right) + "\" height=\"" +
                coordinate(picture_height - margin_top - margin_bottom) + "\"/></clipPath>\n";
        axes();
        // The derivative lies below, where the two are one.
        curve(plot_.slope, std::string("stroke=\"") + slope_colour + "\" stroke-dasharray=\"5 3\"");
        curve(plot_.value, std::string("stroke=\"") + value_colour + "\"");
        legend();
        return svg_ + "</svg>\n";
    }

 private:
    double x_of(double x) const {
        return margin_left +
               (x - plot_.left) / (plot_.right - plot_.left) * (picture_width - margin_left - margin_right);
    }
    double y_of(double y) const {
        return picture_height - margin_bottom -
               (y - plot_.bottom) / (plot_.top - plot_.bottom) * (picture_height - margin_top - margin_bottom);
    }

    void line(double x1, double y1, double x2, double y2, const std::string& style) {
        svg_ += "<path d=\"M" + coordinate(x1) + " " + coordinate(y1) + "L" + coordinate(x2) + " " + coordinate(y2) +
                "\" " + style + "/>\n";
    }
    void label(double x, double y, const std::string& anchor, const std::string& words) {
        svg_ += "<text x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" fill=\"" + ink + "\" text-anchor=\"" +
                anchor + "\">" + escaped(words) + "</text>\n";
    }

    // Lines at the ticks, those at 0 stronger.
    void axes() {
        const auto style = [](double at) {
            return std::string("stroke=\"") + ink + "\" stroke-opacity=\"" + (at == 0 ? "0.9" : "0.25") + "\"";
        };
        for (const double at : ticks(plot_.left, plot_.right, 10)) {
            line(x_of(at), margin_top, x_of(at), picture_height - margin_bottom, style(at));
            label(x_of(at), picture_height - margin_bottom + 17, "middle", figure_of_tick(at));
        }
        for (const double at : ticks(plot_.bottom, plot_.top, 6)) {
            line(margin_left, y_of(at), picture_width - margin_right, y_of(at), style(at));
            label(margin_left - 6, y_of(at) + 4, "end", figure_of_tick(at));
        }
    }

    void curve(const Curve& curve, const std::string& style) {
        std::string path;
        for (const Piece& piece : curve) {
            char command = 'M';
            for (const Point& point : piece) {
                // Far outside of the window a line's direction is all that counts.
                const double y = std::clamp(y_of(point.y), -10 * picture_height, 10 * picture_height);
                path += command + coordinate(x_of(point.x)) + " " + coordinate(y);
                command = 'L';
            }
        }
        svg_ += "<path clip-path=\"url(#c)\" d=\"" + path + "\" fill=\"none\" stroke-width=\"2\" " + style + "/>\n";
    }

    void legend() {
        constexpr double baseline = 20;
        constexpr double slope_begins = 300;
        const auto entry = [&](double x, const std::string& words, const std::string& style) {
            line(x, baseline - 4, x + 24, baseline - 4, "stroke-width=\"2\" " + style);
            label(x + 30, baseline, "start", words);
        };
        entry(margin_left, plot_.value_label, std::string("stroke=\"") + value_colour + "\"");
        entry(slope_begins, plot_.slope_label, std::string("stroke=\"") + slope_colour + "\" stroke-dasharray=\"5 3\"");
    }

    const ActivationPlot& plot_;
    std::string svg_;
};

}  // namespace

std::string svg_plot(const ActivationPlot& plot) {
    return Canvas(plot).str();
}

}  // namespace glia::cli
