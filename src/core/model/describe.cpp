#include "core/model/describe.hpp"

#include <vector>

#include "base/format.hpp"
#include "core/model/describe_scaling.hpp"
#include "core/model/text_table.hpp"

namespace glia {

template <class T>
std::string describe_table(const Model<T>& model) {
    std::vector<TextRow> rows = {{"layer", "kind", "inputs", "units", "parameters", "activation"}};
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const Layer<T>& layer = model.layer(i);
        const LayerDescription description = layer.describe();
        rows.push_back({std::to_string(i), description.kind, std::to_string(layer.inputs()),
                        std::to_string(layer.outputs()), grouped(model.offset(i + 1) - model.offset(i)),
                        description.activation});
    }
    return align(rows, {false, true, false, false, false, true}) +
           format("{} inputs, {} outputs, {} parameters{}\n", model.columns(), model.outputs(),
                  grouped(model.parameter_count()), model.initialized() ? "" : " (without values yet)") +
           describe_scaling(model.input_transform(), model.target_transform());
}

template std::string describe_table(const Model<float>&);
template std::string describe_table(const Model<double>&);

}  // namespace glia
