#include "core/describe.hpp"

#include <algorithm>
#include <vector>

#include "base/format.hpp"

namespace glia {
namespace {

using Row = std::vector<std::string>;

// 1234567 -> "1,234,567".
std::string grouped(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

std::string align(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool is_text = i == 1 || i == row.size() - 1;  // the kind and the activation; the others are numbers
            line += is_text ? format("{:<{}}  ", row[i], widths[i]) : format("{:>{}}  ", row[i], widths[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

}  // namespace

template <class T>
std::string describe_table(const Model<T>& model) {
    std::vector<Row> rows = {{"layer", "kind", "inputs", "units", "parameters", "activation"}};
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const Layer<T>& layer = model.layer(i);
        const LayerDescription description = layer.describe();
        rows.push_back({std::to_string(i), description.kind, std::to_string(layer.inputs()),
                        std::to_string(layer.outputs()), grouped(model.offset(i + 1) - model.offset(i)),
                        description.activation});
    }
    return align(rows) + format("{} inputs, {} outputs, {} parameters{}\n", model.inputs(), model.outputs(),
                                grouped(model.parameter_count()), model.initialized() ? "" : " (without values yet)");
}

template std::string describe_table(const Model<float>&);
template std::string describe_table(const Model<double>&);

}  // namespace glia
