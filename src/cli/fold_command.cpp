// glia fold: a model file for prediction alone, with batch normalization folded into dense layers.
#include <memory>

#include "command.hpp"
#include "handles.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"

namespace glia::cli {
namespace {

struct FoldOptions {
    std::string model;
    std::string output;
};

void fold(const FoldOptions& options) {
    require_other_file({"the folded model", options.output}, {{"the model", options.model}});
    require_writable(options.output);
    const Model model = load_model(options.model);
    const Model folded =
        create<glia_model>([&](glia_model** out) { return glia_model_fold_batch_norm(model.get(), out); });
    check(glia_model_save(folded.get(), options.output.c_str()));
    print(count_of(glia_model_layers(model.get()), "layer") + " became " +
          count_of(glia_model_layers(folded.get()), "layer") + "\n");
}

}  // namespace

Command add_fold(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("fold", "Fold batch normalization into dense layers");
    const auto options = std::make_shared<FoldOptions>();
    add_model(command, options->model);
    command.add_option("-o,--output", options->output, "where the folded model goes")
        ->required()
        ->type_name("FILE")
        ->check(file_name());
    command.footer(
        "The folded model predicts the same in fewer layers. It is not meant to be trained.\n\n"
        "Example:\n"
        "  glia fold digits.safetensors -o digits-folded.safetensors");
    return {&command, [options] { fold(*options); }};
}

}  // namespace glia::cli
