#include "core/model/dataset_prediction.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "core/limits.hpp"
#include "core/model/column_checks.hpp"
#include "core/model/inference.hpp"
#include "core/scaling/row_reader.hpp"

namespace glia {

template <class T>
void predict_rows(const Model<T>& model, const Dataset& dataset, std::size_t first, std::size_t count, T* y) {
    model.require_initialized();
    if (first > dataset.rows() || count > dataset.rows() - first) {
        throw invalid("first is {} and count is {}; the data set has {} rows", first, count, dataset.rows());
    }
    check_columns(model, dataset, {first, count}, "the data set");
    if (count == 0) return;
    const std::size_t chunk = std::min(count, chunk_rows(model.widest()));
    RowReader<T> reader(dataset, model.input_transform(), chunk);
    Inference<T> inference(model, chunk);
    Workers alone;
    for (std::size_t done = 0; done < count; done += chunk) {
        const std::size_t rows = std::min(chunk, count - done);
        inference.predict_inputs(model, reader.read({}, first + done, rows, alone), rows, y + done * model.outputs());
    }
}

template void predict_rows(const Model<float>&, const Dataset&, std::size_t, std::size_t, float*);
template void predict_rows(const Model<double>&, const Dataset&, std::size_t, std::size_t, double*);

}  // namespace glia
