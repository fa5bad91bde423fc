#include "core/optimizers/schedule.hpp"

#include "core/optimizers/schedules.hpp"

namespace glia {
namespace {

// Every schedule's last two parameters.
std::vector<SpecParameter> with_warmup(std::vector<SpecParameter> parameters) {
    parameters.push_back({"warmup", 0, 0, infinity, false, true});
    parameters.push_back({"warmup_start", 0.1, 0, 1});
    return parameters;
}

const std::vector<SpecDefinition>& schedules() {
    constexpr double most_epochs = 1e9;  // so that they can be counted
    const SpecParameter end = {"end", 0, 0, 1};
    const auto factor = [](double value) { return SpecParameter{"factor", value, 0, 1, true, false}; };
    static const std::vector<SpecDefinition> list = {
        {"constant", "the optimizer's learning rate throughout", with_warmup({})},
        {"cosine", "down to `end` times the learning rate along half a cosine (Loshchilov and Hutter, 2017)",
         with_warmup({end})},
        {"cosine_restarts",
         "half a cosine over `period` epochs, again and again, each `multiplier` times as long as the last: SGDR "
         "(Loshchilov and Hutter, 2017)",
         with_warmup({{"period", 10, 0, infinity, true, true}, {"multiplier", 1, 1, infinity, false, true}, end})},
        {"exponential", "times `factor` in each epoch", with_warmup({factor(0.95)})},
        {"one_cycle",
         "from `start_factor` times the learning rate up to it over `warmup_fraction` of all epochs, and down to "
         "`end_factor` times it, along cosines (Smith and Topin, 2018)",
         with_warmup(
             {{"warmup_fraction", 0.3, 0, 1, true, true}, {"start_factor", 0.04, 0, 1}, {"end_factor", 4e-6, 0, 1}})},
        {"polynomial", "down to `end` times the learning rate as (1 - epoch / epochs)^power (Chen et al., 2018)",
         with_warmup({{"power", 1, 0, infinity, true, true}, end})},
        {"reduce_on_plateau",
         "times `factor`, down to `minimum`, after more than `patience` epochs without a figure that is better by "
         "`threshold` of the best; `cooldown` epochs after that do not count",
         with_warmup({{"factor", 0.1, 0, 1, true, true},
                      {"patience", 10, 0, most_epochs},
                      {"threshold", 1e-4, 0, 1, false, true},
                      {"cooldown", 0, 0, most_epochs},
                      {"minimum", 0, 0, 1}})},
        {"step", "times `factor` after every `every` epochs",
         with_warmup({{"every", 10, 0, infinity, true, true}, factor(0.1)})},
    };
    return list;
}

}  // namespace

std::span<const SpecDefinition> schedule_definitions() {
    return schedules();
}

std::unique_ptr<const Schedule> make_schedule(std::string_view text) {
    const Spec spec = parse_spec("schedule", text);
    const std::string& name = spec.name;
    const std::vector<double> v = bind_spec("schedule", spec, find_definition("schedule", name, schedules()));
    const Schedule::Warmup warmup = {v[v.size() - 2], v.back()};
    if (name == "cosine") return std::make_unique<CosineSchedule>(warmup, v[0]);
    if (name == "cosine_restarts") return std::make_unique<CosineRestartsSchedule>(warmup, v[0], v[1], v[2]);
    if (name == "exponential") return std::make_unique<ExponentialSchedule>(warmup, v[0]);
    if (name == "one_cycle") return std::make_unique<OneCycleSchedule>(warmup, v[0], v[1], v[2]);
    if (name == "polynomial") return std::make_unique<PolynomialSchedule>(warmup, v[0], v[1]);
    if (name == "reduce_on_plateau") {
        return std::make_unique<PlateauSchedule>(warmup, PlateauSchedule::Settings{v[0], v[1], v[2], v[3], v[4]});
    }
    if (name == "step") return std::make_unique<StepSchedule>(warmup, v[0], v[1]);
    return std::make_unique<ConstantSchedule>(warmup);
}

}  // namespace glia
