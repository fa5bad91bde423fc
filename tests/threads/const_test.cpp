// const means concurrent: every public function that takes a const object, from several threads at once on one object.
// Built with ThreadSanitizer, this proves it; without, that each thread gets what a single one would.
#include <gtest/gtest.h>

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "threads/answers.hpp"
#include "threads/objects.hpp"

namespace glia::test {
namespace {

// By the name of the function that is called.
using Calls = std::map<std::string, std::function<std::string()>>;

// The function's name is that of the call: no entry can be named after one and call another.
#define GLIA_CALL(kind, function, ...)                          \
    {                                                           \
#function, [&o] { return kind(function, __VA_ARGS__); } \
    }

Calls calls_on_models(const Objects& o) {
    return {
        GLIA_CALL(number, glia_model_inputs, o.model),
        GLIA_CALL(number, glia_model_outputs, o.model),
        GLIA_CALL(number, glia_model_layers, o.model),
        GLIA_CALL(number, glia_model_parameter_count, o.model),
        GLIA_CALL(floats, glia_model_get_parameters, o.model, std::size_t{0}, "weight"),
        GLIA_CALL(number, glia_model_class_count, o.model),
        GLIA_CALL(text, glia_model_class_name, o.model, std::size_t{1}),
        GLIA_CALL(text, glia_model_loss, o.model),
        GLIA_CALL(text, glia_model_describe, o.model),
        GLIA_CALL(text, glia_model_describe_json, o.model),
        GLIA_CALL(text, glia_model_save_memory, o.model),
        GLIA_CALL(text, glia_model_input_scaling, o.model),
        GLIA_CALL(text, glia_model_target_scaling, o.regression),
        GLIA_CALL(text, glia_model_missing_policy, o.model),
        GLIA_CALL(two, glia_model_input_scale, o.model, std::size_t{1}),
        GLIA_CALL(two, glia_model_output_scale, o.regression, std::size_t{0}),
        GLIA_CALL(text, glia_model_input_name, o.model, std::size_t{2}),
        GLIA_CALL(number, glia_model_category_count, o.model, std::size_t{2}),
        GLIA_CALL(text, glia_model_category_name, o.model, std::size_t{2}, std::size_t{1}),
        {"glia_model_predict",
         [&o] {
             std::vector<float> y(Objects::rows * Objects::classes);
             ok(glia_model_predict(o.model, o.x.data(), Objects::rows, y.data()));
             return bits(y.data(), y.size());
         }},
        {"glia_model_predict_dataset",
         [&o] {
             std::vector<float> y(Objects::rows * Objects::classes);
             ok(glia_model_predict_dataset(o.model, o.dataset, 0, Objects::rows, y.data()));
             return bits(y.data(), y.size());
         }},
        {"glia_session_create",
         [&o] {
             std::vector<float> y(Objects::rows * Objects::classes);
             glia_session* session = nullptr;
             ok(glia_session_create(&session, o.model, Objects::rows));
             ok(glia_session_predict(session, o.x.data(), Objects::rows, y.data()));
             glia_session_destroy(session);
             return bits(y.data(), y.size());
         }},
        {"glia_model_clone",
         [&o] {
             glia_model* copy = nullptr;
             ok(glia_model_clone(o.model, &copy));
             const std::string answer = text(glia_model_save_memory, copy);
             glia_model_destroy(copy);
             return answer;
         }},
        {"glia_model_fold_batch_norm",
         [&o] {
             glia_model* folded = nullptr;
             ok(glia_model_fold_batch_norm(o.model, &folded));
             const std::string answer = text(glia_model_save_memory, folded);
             glia_model_destroy(folded);
             return answer;
         }},
        {"glia_model_save",
         [&o] {
             static std::atomic<int> number = 0;  // each call writes a file of its own
             const std::string path = testing::TempDir() + "glia-" + std::to_string(::getpid()) + "-const-" +
                                      std::to_string(number++) + ".safetensors";
             ok(glia_model_save(o.model, path.c_str()));
             std::ifstream file(path, std::ios::binary);
             std::ostringstream content;
             content << file.rdbuf();
             std::remove(path.c_str());
             return content.str();
         }},
    };
}

Calls calls_on_datasets(const Objects& o) {
    static constexpr const char* sizes[] = {"small", "middle", "large"};
    static constexpr std::size_t picked[] = {3, 1, 3};
    static const std::vector<double> keys(Objects::rows, 1);
    return {
        GLIA_CALL(number, glia_dataset_rows, o.dataset),
        GLIA_CALL(number, glia_dataset_features, o.dataset),
        GLIA_CALL(number, glia_dataset_outputs, o.amounts),
        GLIA_CALL(number, glia_dataset_class_count, o.dataset),
        GLIA_CALL(text, glia_dataset_class_name, o.dataset, std::size_t{1}),
        GLIA_CALL(text, glia_dataset_feature_name, o.dataset, std::size_t{1}),
        GLIA_CALL(number, glia_dataset_category_count, o.dataset, std::size_t{2}),
        GLIA_CALL(text, glia_dataset_category_name, o.dataset, std::size_t{2}, std::size_t{1}),
        GLIA_CALL(number, glia_dataset_has_missing, o.dataset),
        GLIA_CALL(number, glia_dataset_has_weights, o.dataset),
        GLIA_CALL(floats, glia_dataset_get_weights, o.dataset),
        GLIA_CALL(doubles, glia_dataset_get_metadata, o.timed, std::size_t{0}),
        GLIA_CALL(text, glia_dataset_describe, o.dataset),
        GLIA_CALL(number, glia_dataset_is_stream, o.stream),
        GLIA_CALL(number, glia_dataset_callback_result, o.stream),
        GLIA_CALL(parted, glia_dataset_split, o.dataset, 0.25, 1, std::uint64_t{1}),
        GLIA_CALL(parted, glia_dataset_split_groups, o.dataset, 0.25, o.class_of_row.data(), Objects::rows,
                  std::uint64_t{1}),
        GLIA_CALL(parted, glia_dataset_split_time, o.dataset, 0.25),
        GLIA_CALL(parted, glia_dataset_fold, o.dataset, "plain(folds=3)", nullptr, std::size_t{0}, std::uint64_t{1},
                  std::size_t{1}),
        {"glia_dataset_get_rows",
         [&o] {
             std::vector<float> x(Objects::rows * Objects::inputs);
             std::vector<std::int32_t> classes(Objects::rows);
             ok(glia_dataset_get_rows(o.dataset, 0, Objects::rows, x.data(), nullptr, classes.data()));
             return bits(x.data(), x.size()) + bits(classes.data(), classes.size());
         }},
        {"glia_dataset_sort",
         [&o] {
             return made(
                 [&](glia_dataset** out) { return glia_dataset_sort(out, o.dataset, keys.data(), keys.size()); });
         }},
        {"glia_dataset_pick",
         [&o] { return made([&](glia_dataset** out) { return glia_dataset_pick(out, o.dataset, picked, 3); }); }},
        {"glia_dataset_with_weights",
         [&o] {
             return made([&](glia_dataset** out) {
                 return glia_dataset_with_weights(out, o.amounts, o.weights.data(), Objects::rows);
             });
         }},
        {"glia_dataset_with_categories",
         [&o] {
             return made([&](glia_dataset** out) { return glia_dataset_with_categories(o.dataset, 2, sizes, 3, out); });
         }},
        {"glia_dataset_open_with",
         [&o] {
             glia_dataset* opened = nullptr;
             ok(glia_dataset_open_with(&opened, GLIA_TEST_DATA "/iris.csv", o.options));
             const std::string answer = text(glia_dataset_describe, opened);
             glia_dataset_destroy(opened);
             return answer;
         }},
        // Exclusive on the model, which each thread has of its own; the data set is shared.
        {"glia_model_scale_inputs",
         [&o] {
             glia_model* model = Objects::new_model(o.dataset);
             const std::string answer = two(glia_model_input_scale, model, std::size_t{1});
             glia_model_destroy(model);
             return answer;
         }},
        {"glia_model_scale_targets",
         [&o] {
             glia_model* model = nullptr;
             ok(glia_model_create(&model, 1));
             ok(glia_model_add_dense(model, 1, "identity"));
             ok(glia_model_scale_targets(model, o.amounts, "robust"));
             const std::string answer = two(glia_model_output_scale, model, std::size_t{0});
             glia_model_destroy(model);
             return answer;
         }},
        {"glia_trainer_fit",
         [&o] {
             glia_model* model = Objects::new_model(o.dataset);
             glia_trainer* trainer = nullptr;
             ok(glia_trainer_create(&trainer, model));
             ok(glia_trainer_set_epochs(trainer, 2));
             ok(glia_trainer_fit(trainer, o.dataset, o.dataset));
             const std::string answer = doubles(glia_trainer_history, trainer, "validation_loss");
             glia_trainer_destroy(trainer);
             glia_model_destroy(model);
             return answer;
         }},
    };
}

Calls calls_on_trainers(const Objects& o) {
    return {
        GLIA_CALL(number, glia_trainer_stop_reason, o.trainer),
        GLIA_CALL(number, glia_trainer_best_epoch, o.trainer),
        GLIA_CALL(number, glia_trainer_callback_result, o.trainer),
        GLIA_CALL(text, glia_trainer_figures, o.trainer),
        GLIA_CALL(two, glia_trainer_evaluate, o.trainer, o.dataset),
        GLIA_CALL(doubles, glia_trainer_history, o.trainer, "f1_macro"),
        GLIA_CALL(floats, glia_trainer_get_gradients, o.trainer, std::size_t{0}, "weight"),
        GLIA_CALL(floats, glia_trainer_get_activations, o.trainer, std::size_t{1}),
        GLIA_CALL(floats, glia_trainer_get_activation_gradients, o.trainer, std::size_t{1}),
        {"glia_trainer_metric",
         [&o] {
             double value = 0;
             ok(glia_trainer_metric(o.trainer, "f1_macro", &value));
             return bits(&value, 1);
         }},
        {"glia_trainer_progress",
         [&o] {
             std::size_t at[4] = {};
             ok(glia_trainer_progress(o.trainer, &at[0], &at[1], &at[2], &at[3]));
             return bits(at, 4);
         }},
        {"glia_trainer_find_learning_rate",
         [&o] {
             double rates[8] = {};
             double losses[8] = {};
             ok(glia_trainer_find_learning_rate(o.trainer, o.dataset, 1e-4, 1e-2, 8, rates, losses, 8, nullptr));
             return bits(rates, 8) + bits(losses, 8);
         }},
        {"glia_trainer_check_gradients",
         [&o] {
             glia_gradient_report* report = nullptr;
             ok(glia_trainer_check_gradients(&report, o.trainer, o.x.data(), 4, nullptr, o.class_of_row.data(), 5, 1));
             const std::string answer = text(glia_gradient_report_describe, report);
             glia_gradient_report_destroy(report);
             return answer;
         }},
        {"glia_cross_validate",
         [&o] {
             glia_cross_validation* folds = nullptr;
             ok(glia_cross_validate(&folds, o.trainer, o.dataset, "stratified(folds=3)", nullptr, 0, nullptr, 0,
                                    nullptr, nullptr));
             const std::string answer = doubles(glia_cross_validation_values, folds, "f1_macro");
             glia_cross_validation_destroy(folds);
             return answer;
         }},
    };
}

Calls calls_on_results(const Objects& o) {
    return {
        GLIA_CALL(number, glia_cross_validation_folds, o.folds),
        GLIA_CALL(number, glia_cross_validation_callback_result, o.folds),
        GLIA_CALL(text, glia_cross_validation_figures, o.folds),
        GLIA_CALL(doubles, glia_cross_validation_values, o.folds, "loss"),
        GLIA_CALL(two, glia_cross_validation_summary, o.folds, "loss"),
        GLIA_CALL(number, glia_gradient_report_passed, o.report),
        GLIA_CALL(number, glia_gradient_report_checked, o.report),
        GLIA_CALL(number, glia_gradient_report_wrong, o.report),
        GLIA_CALL(number, glia_gradient_report_skipped, o.report),
        GLIA_CALL(text, glia_gradient_report_describe, o.report),
        {"glia_gradient_report_worst",
         [&o] {
             double numbers[3] = {};
             std::size_t places[2] = {};
             ok(glia_gradient_report_worst(o.report, &numbers[0], &numbers[1], &numbers[2], &places[0], &places[1]));
             return bits(numbers, 3) + bits(places, 2);
         }},
        {"glia_metric_value",
         [&o] {
             double value = 0;
             ok(glia_metric_value(o.metric, &value));
             return bits(&value, 1);
         }},
    };
}

#undef GLIA_CALL

Calls all_calls(const Objects& o) {
    Calls calls = calls_on_models(o);
    calls.merge(calls_on_datasets(o));
    calls.merge(calls_on_trainers(o));
    calls.merge(calls_on_results(o));
    return calls;
}

// The public functions with a parameter `const glia_<object>*`.
std::set<std::string> functions_of_const_objects() {
    // A struct that the host fills is no object: glia_activation_t.
    static const std::regex declaration(R"(GLIA_API[^;(]*?(glia_\w+)\(([^;]*)\);)");
    static const std::regex object(R"(const glia_(?!activation_t)\w+\*)");
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(GLIA_TEST_ROOT "/include/glia")) {
        std::ifstream file(entry.path());
        std::ostringstream content;
        content << file.rdbuf();
        const std::string header = content.str();
        for (std::sregex_iterator at(header.begin(), header.end(), declaration), end; at != end; ++at) {
            const std::string parameters = (*at)[2];
            if (std::regex_search(parameters, object)) names.insert((*at)[1]);
        }
    }
    return names;
}

TEST(ConstFunctions, AreAllCalledHere) {
    const Objects objects;
    std::set<std::string> called;
    for (const auto& [name, call] : all_calls(objects)) called.insert(name);
    EXPECT_EQ(called, functions_of_const_objects());
}

TEST(ConstFunctions, RunAtOnceOnOneObjectAndAnswerAsToOneThread) {
    constexpr std::size_t threads = 4;
    constexpr std::size_t repetitions = 3;
    const Objects objects;
    const Calls calls = all_calls(objects);
    std::map<std::string, std::string> alone;
    for (const auto& [name, call] : calls) alone[name] = call();
    std::vector<std::thread> pool;
    for (std::size_t i = 0; i < threads; ++i) {
        pool.emplace_back([&, i] {
            // Each thread begins elsewhere, so that different functions meet too.
            const std::size_t first = i * calls.size() / threads;
            for (std::size_t k = 0; k < repetitions * calls.size(); ++k) {
                const auto& [name, call] = *std::next(calls.begin(), static_cast<long>((first + k) % calls.size()));
                EXPECT_EQ(call(), alone.at(name)) << name;
            }
        });
    }
    for (std::thread& thread : pool) thread.join();
}

}  // namespace
}  // namespace glia::test
