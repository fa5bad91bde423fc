// What the command says of wrong usage (exit code 2) and of itself.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <sstream>

#include "command.hpp"
#include "glia/version.h"

namespace glia::test {
namespace {

struct Misuse {
    Arguments arguments;
    std::string message;
};

TEST(Usage, MistakesAreToldInOneLineWithExitCodeTwo) {
    const std::vector<Misuse> table = {
        {{},
         "glia: no command; there are: train, predict, evaluate, check, inspect, bench, fold, plugin, activations (see "
         "'glia "
         "--help')\n"},
        {{"trian"},
         "glia: unknown command 'trian'; there are: train, predict, evaluate, check, inspect, bench, fold, plugin, "
         "activations "
         "(see "
         "'glia "
         "--help')\n"},
        {{"train"}, "glia: DATA is required (see 'glia train --help')\n"},
        {{"train", "a.csv"}, "glia: --output is required (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o"}, "glia: --output needs a value (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--epochs", "0"},
         "glia: --epochs: '0' is not a whole number from 1 up (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--epochs", "many"},
         "glia: --epochs: 'many' is not a whole number from 1 up (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--validation", "1.5"},
         "glia: --validation: '1.5' is not a number from 0 to 1 (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--validation", "nan"},
         "glia: --validation: 'nan' is not a number from 0 to 1 (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--task", "guess"},
         "glia: --task: unknown 'guess'; there are: auto, classes, values (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--seed", "1", "--seed", "2"},
         "glia: --seed is given more than once (see 'glia train --help')\n"},
        {{"train", "a.csv", "--folds", "1"},
         "glia: --folds: '1' is not a whole number from 2 up (see 'glia train --help')\n"},
        {{"train", "a.csv", "--folds", "stratifed"},
         "glia: --folds: unknown folds 'stratifed'; did you mean 'stratified'? Known: grouped, plain, stratified, time "
         "(see 'glia train --help')\n"},
        {{"train", "a.csv", "--folds", "3", "--validation", "0.2"},
         "glia: --validation excludes --folds (see 'glia train --help')\n"},
        {{"train", "a.csv", "--epoch", "3"}, "glia: unknown option '--epoch' (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--optimizer", "adm"},
         "glia: --optimizer: unknown optimizer 'adm'; did you mean 'adam'? Known: adadelta, adagrad, adam, adamw, "
         "amsgrad, irprop_minus, lbfgs, lion, nadam, rmsprop, sgd (see 'glia train "
         "--help')\n"},
        {{"train", "a.csv", "-o", "m", "--class-weight", "balance"},
         "glia: --class-weight: unknown class_weight 'balance'; did you mean 'balanced'? Known: balanced, none (see "
         "'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--class-weight", "1,x"},
         "glia: --class-weight: 'x' is not the weight of a class, a number from 0 up (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--class-weight", "1,"},
         "glia: --class-weight: '' is not the weight of a class, a number from 0 up (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--class-weight=-1,2"},
         "glia: --class-weight: '-1' is not the weight of a class, a number from 0 up (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--missing", "med"},
         "glia: --missing: 'med' is not a policy; there are: refuse, mean (see 'glia train --help')\n"},
        {{"train", "a.csv", "--find-learning-rate", "--learning-rates", "1:1:50"},
         "glia: --learning-rates: '1:1:50' is not LOW:HIGH:STEPS, such as 1e-7:10:100, with 0 < LOW < HIGH and steps "
         "from 2 to 1,000,000 (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--loss", "huber(delta=0)"},
         "glia: --loss: loss 'huber': delta is 0; it must be in (0, inf) (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "--network", "64relu"},
         "glia: --network: '64relu' is not a layer; a layer is UNITS:ACTIVATION, such as 128:relu, with units from 1 "
         "to "
         "2147483647 (see 'glia train --help')\n"},
        {{"train", "a.csv", "-o", "m", "b.csv"}, "glia: unexpected argument 'b.csv' (see 'glia train --help')\n"},
        {{"predict", "m"}, "glia: DATA is required (see 'glia predict --help')\n"},
        {{"evaluate"}, "glia: MODEL is required (see 'glia evaluate --help')\n"},
        {{"plugin"}, "glia: no command; there are: list, path, describe, plot, check (see 'glia plugin --help')\n"},
        {{"plugin", "lst"},
         "glia: unknown command 'lst'; there are: list, path, describe, plot, check (see 'glia plugin --help')\n"},
        {{"plugin", "check"}, "glia: FILE is required (see 'glia plugin check --help')\n"},
        {{"plugin", "check", "relu", "--reproduce", "now"},
         "glia: --reproduce: 'now' is not a whole number from 0 up (see 'glia plugin check --help')\n"},
        {{"plugin", "check", "relu", "--time-limit", "0"},
         "glia: --time-limit: '0' is not a whole number from 1 to 3600 (see 'glia plugin check --help')\n"},
        {{"plugin", "list", "--measure"}, "glia: --measure requires --markdown (see 'glia plugin list --help')\n"},
        {{"plugin", "plot", "relu", "--from", "x"},
         "glia: --from: 'x' is not a number from -1e6 to 1e6 (see 'glia plugin plot --help')\n"},
        {{"plugin", "describe"}, "glia: NAME is required (see 'glia plugin describe --help')\n"},
        {{"inspect", "m", "--yaml"}, "glia: unknown option '--yaml' (see 'glia inspect --help')\n"},
    };
    for (const Misuse& misuse : table) {
        const Result result = run(misuse.arguments);
        EXPECT_EQ(result.errors, misuse.message);
        EXPECT_EQ(result.output, "");
        EXPECT_EQ(result.exit_code, 2) << misuse.message;
    }
}

TEST(Usage, OptionsOfTrainThatDoNotGoTogetherAreRefusedInWords) {
    const std::vector<std::pair<Arguments, std::string>> table = {
        {{"--stream", "--validation", "0.2"},
         "--validation: no rows of a --stream can be held back; validate with --validation-data FILE"},
        {{"--stream", "--folds", "3"}, "--folds needs rows in memory: leave out --stream"},
        {{"--stream", "--weights", "w"}, "--weights needs rows in memory: leave out --stream"},
        {{"--stream", "--groups", "g"},
         "--groups needs rows in memory: leave out --stream, or validate with --validation-data FILE"},
        {{"--validation-data", "b.csv", "--validation", "0.2"},
         "--validation and --validation-data: rows are held back, or in a file of their own"},
        {{"--validation-data", "b.csv", "--folds", "3"},
         "--folds and --validation-data: each fold validates with rows of DATA"},
        {{"--validation-data", "b.csv", "--time", "t"},
         "--time is for rows that are held back; with --validation-data, none are"},
        {{"--validation-labels", "b.csv"}, "--validation-labels needs --validation-data FILE"},
        {{"--validation-data", "b", "--labels", "l"},
         "--validation-data needs --validation-labels FILE, as DATA has --labels"},
        {{"--validation-data", "b", "--validation-labels", "l"}, "--validation-labels is for a DATA that has --labels"},
        {{"--groups", "g", "--time", "t"}, "--groups and --time: rows stay together by the one or by the other"},
        {{"--groups", "g", "--split", "random"}, "--split and --groups: which rows are held back is said twice"},
        {{"--groups", "g", "--validation", "0"}, "--groups is for rows that are held back, of which there are 0"},
        {{"--folds", "3", "--split", "random"}, "--split and --folds: say how in the SPEC of the folds"},
        {{"--folds", "grouped"}, "--folds: grouped needs --groups COLUMN, which says what group a row is of"},
        {{"--folds", "plain", "--groups", "g"}, "--groups needs --folds that are grouped, or a number of them"},
        {{"--folds", "plain", "--time", "t"}, "--time needs --folds by time, or a number of them"},
        {{"--resume"}, "--resume needs --checkpoint FILE, to go on from"},
        {{"--checkpoint-epochs", "2"}, "--checkpoint-epochs needs --checkpoint FILE, to write to"},
        {{"--checkpoint-seconds", "2"}, "--checkpoint-seconds needs --checkpoint FILE, to write to"},
        {{"--curve", "c"}, "--curve needs --find-learning-rate, whose curve it is"},
        {{"--learning-rates", "1e-5:1:50"}, "--learning-rates needs --find-learning-rate, which tries them"},
        {{"--bias-initializer", "zeros", "--folds", "3"},
         "--bias-initializer and --folds: in each fold, biases begin at 0"},
        {{"--keep-last"}, "--keep-last needs --early-stopping N, without which the last epoch is kept anyway"},
        {{"--keep-last", "--early-stopping", "0"},
         "--keep-last needs --early-stopping N, without which the last epoch is kept anyway"},
        {{"--groups", ""}, "--groups: the name of a column is empty"},
    };
    for (const auto& [options, words] : table) {
        Arguments arguments = {"train", "a.csv", "-o", "m"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Result result = run(arguments);
        EXPECT_EQ(result.errors, "glia: " + words + " (see 'glia train --help')\n");
        EXPECT_EQ(result.output, "");
        EXPECT_EQ(result.exit_code, 2) << words;
    }
    const Result folds = run({"train", "a.csv", "--folds", "3", "--checkpoint", "c"});
    EXPECT_EQ(folds.errors,
              "glia: --checkpoint: folds have none; with -o, --folds is followed by a fit that has (see 'glia train "
              "--help')\n");
    EXPECT_EQ(folds.exit_code, 2);
}

TEST(Usage, AnInputIsNeverOverwritten) {
    const TemporaryDirectory directory;
    const std::string table = write_file(directory / "t.csv", read_file(data("iris.csv")));
    const std::string model = directory / "m";
    ASSERT_EQ(run({"train", table, "-q", "--epochs", "1", "-o", model}).exit_code, 0);
    const std::string before = read_file(model);
    for (const Arguments& arguments :
         {Arguments{"train", table, "-q", "-o", table}, Arguments{"predict", model, table, "-o", table},
          Arguments{"predict", model, table, "-o", model}}) {
        const Result result = run(arguments);
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_NE(result.errors.find("would be lost"), std::string::npos) << result.errors;
    }
    EXPECT_EQ(read_file(table), read_file(data("iris.csv")));
    EXPECT_EQ(read_file(model), before);
}

// Runs a command that loads a plugin and warns of nothing.
Result inspect_with_log_level(const char* level) {
    const TemporaryDirectory directory;
    EXPECT_EQ(run({"train", data("iris.csv"), "-q", "--epochs", "1", "-o", directory / "m"}).exit_code, 0);
    EXPECT_EQ(::setenv("GLIA_LOG_LEVEL", level, 1), 0);
    Result result = run({"inspect", directory / "m"});
    ::unsetenv("GLIA_LOG_LEVEL");
    return result;
}

TEST(Usage, TheEnvironmentSetsTheLogLevel) {
    const Result loud = inspect_with_log_level("debug");
    EXPECT_NE(loud.errors.find("glia: debug: plugin '"), std::string::npos) << loud.errors;
    EXPECT_EQ(inspect_with_log_level("info").errors, "");
}

TEST(Usage, AnUnknownLogLevelIsToldAndTheDefaultTaken) {
    const Result result = inspect_with_log_level("verbose");
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.errors,
              "glia: warning: GLIA_LOG_LEVEL is 'verbose'; known are trace, debug, info, warn, error and off. Using "
              "warn.\n");
}

TEST(Usage, HelpOfEveryCommandHasAnExampleAndFitsEightyColumns) {
    const std::vector<Arguments> commands = {{},
                                             {"train"},
                                             {"predict"},
                                             {"evaluate"},
                                             {"check"},
                                             {"inspect"},
                                             {"bench"},
                                             {"activations"},
                                             {"plugin"},
                                             {"plugin", "list"},
                                             {"plugin", "path"},
                                             {"plugin", "describe"},
                                             {"plugin", "plot"},
                                             {"plugin", "check"}};
    for (Arguments arguments : commands) {
        arguments.emplace_back("--help");
        const Result result = run(arguments);
        EXPECT_EQ(result.exit_code, 0);
        EXPECT_EQ(result.errors, "");
        EXPECT_NE(result.output.find("Example"), std::string::npos) << result.output;
        std::istringstream lines(result.output);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
    }
}

TEST(Usage, VersionNamesTheLibraryItsMatrixLibraryAndTheInstructionSet) {
    const Result result = run({"--version"});
    EXPECT_EQ(result.exit_code, 0);
    const std::string version = std::to_string(GLIA_VERSION_MAJOR) + "." + std::to_string(GLIA_VERSION_MINOR) + "." +
                                std::to_string(GLIA_VERSION_PATCH);
    EXPECT_EQ(result.output.find("glia " + version + "\n"), 0u) << result.output;
    EXPECT_NE(result.output.find("OpenBLAS"), std::string::npos);
    EXPECT_NE(result.output.find("CPU level: "), std::string::npos);
}

}  // namespace
}  // namespace glia::test
