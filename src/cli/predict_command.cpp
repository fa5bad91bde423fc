// glia predict: a model's answer to each row of a data file, as CSV.
#include <algorithm>
#include <memory>
#include <optional>

#include "command.hpp"
#include "data.hpp"
#include "glia/metrics.h"
#include "glia/scaling.h"
#include "handles.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"

namespace glia::cli {
namespace {

constexpr std::size_t rows_at_once = 4096;

struct PredictOptions {
    std::string model;
    DataSource source;
    std::string output;  // "": standard output
};

// A field as RFC 4180 wants it.
std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string field = "\"";
    for (const char c : text) field += c == '"' ? "\"\"" : std::string(1, c);
    return field + "\"";
}

std::string header(const std::vector<std::string>& classes, std::size_t outputs) {
    std::string line = classes.empty() ? "" : "class";
    for (const std::string& name : classes) line += "," + csv_field(name);
    for (std::size_t i = 0; classes.empty() && i < outputs; ++i) line += (i == 0 ? "y" : ",y") + std::to_string(i);
    return line + "\n";
}

// y0,y1,... of one row.
std::string value_line(const float* y, std::size_t outputs) {
    std::string line;
    for (std::size_t i = 0; i < outputs; ++i) line += (i == 0 ? "" : ",") + shortest(y[i]);
    return line + "\n";
}

// The class and every class's probability. A single output is the probability of the second class.
std::string class_line(const float* y, std::size_t outputs, const std::string& name) {
    if (outputs > 1) return name + "," + value_line(y, outputs);
    return name + "," + shortest(1 - y[0]) + "," + shortest(y[0]) + "\n";
}

class Predictor {
 public:
    explicit Predictor(const glia_model* model)
        : model_(model), outputs_(glia_model_outputs(model)), classes_(class_names(model)) {}

    std::string title() const { return header(classes_, outputs_); }

    // CSV lines of rows [first, first + count).
    std::string lines(const glia_dataset* dataset, std::size_t first, std::size_t count) const {
        std::vector<float> y(count * outputs_);
        check(glia_model_predict_dataset(model_, dataset, first, count, y.data()));
        return classes_.empty() ? value_lines(y, count) : class_lines(y, count);
    }

 private:
    std::string value_lines(const std::vector<float>& y, std::size_t count) const {
        std::string lines;
        for (std::size_t i = 0; i < count; ++i) lines += value_line(y.data() + i * outputs_, outputs_);
        return lines;
    }

    std::string class_lines(const std::vector<float>& y, std::size_t count) const {
        std::vector<std::int32_t> classes(count);
        check(glia_metrics_classify(y.data(), count, outputs_, classes.data()));
        std::string lines;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string& name = classes_[static_cast<std::size_t>(classes[i])];
            lines += class_line(y.data() + i * outputs_, outputs_, csv_field(name));
        }
        return lines;
    }

    const glia_model* model_;
    std::size_t outputs_;
    std::vector<std::string> classes_;
};

void predict(const PredictOptions& options) {
    require_other_file({"the predictions", options.output},
                       {{"the model", options.model}, {"the data", options.source.path}});
    std::optional<OutputFile> file;
    if (!options.output.empty()) file.emplace(options.output);
    const auto write = [&](const std::string& lines) { file ? file->write(lines) : print(lines); };

    const Model model = load_model(options.model);
    DataSource source = options.source;
    source.missing = takes_missing(model.get());
    const Dataset dataset = open_for_prediction(source, model.get());
    const Predictor predictor(model.get());
    write(predictor.title());
    const std::size_t rows = glia_dataset_rows(dataset.get());
    for (std::size_t first = 0; first < rows; first += rows_at_once) {
        write(predictor.lines(dataset.get(), first, std::min(rows_at_once, rows - first)));
    }
    if (file) file->commit();
}

}  // namespace

Command add_predict(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("predict", "Write a model's predictions for a data file, as CSV");
    const auto options = std::make_shared<PredictOptions>();
    add_model(command, options->model);
    add_data(command, options->source);
    add_target(command, options->source,
               "a CSV column to leave out [the last, where\nDATA has one column more than MODEL takes]");
    command.add_option("-o,--output", options->output, "CSV file to write [standard output]")
        ->option_text("FILE")
        ->group("Result");
    command.footer(
        "For a model of classes, a line has the class and the probability of each class\n"
        "(its score, where the loss was hinge); otherwise it has the outputs y0, y1, ...\n\n"
        "Examples:\n"
        "  glia predict iris.safetensors iris.csv\n"
        "  glia predict digits.safetensors digits.csv --target digit -o predictions.csv");
    return {&command, [options] { predict(*options); }};
}

}  // namespace glia::cli
