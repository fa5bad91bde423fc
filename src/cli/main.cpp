// The glia command: trains, runs and describes networks through the public C API.
// Exit codes: 0, 1 (failed) and 2 (wrong usage).
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "command.hpp"
#include "failure.hpp"
#include "help.hpp"
#include "output.hpp"
#include "version.hpp"

namespace glia::cli {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

void complain(const std::string& what) {
    std::fputs(("glia: " + what + "\n").c_str(), stderr);
}

void set_up(CLI::App& app) {
    app.set_help_flag("-h,--help", "show this help");
    app.set_version_flag("--version", version_text, "show the version, and what glia runs on");
    app.footer(
        "'glia COMMAND --help' tells the options of a command.\n\n"
        "Example:\n"
        "  glia train iris.csv -o iris.safetensors\n"
        "  glia evaluate iris.safetensors iris.csv");
}

std::vector<Command> add_commands(CLI::App& app) {
    app.formatter(help_format(option_column));  // the commands take it over
    std::vector<Command> commands = {add_train(app), add_predict(app), add_evaluate(app),
                                     add_check(app), add_inspect(app), add_bench(app),
                                     add_fold(app),  add_plugin(app),  add_activations(app)};
    for (const Command& command : commands) command.options->group("Commands");
    app.formatter(help_format(command_column));
    app.require_subcommand(0, 1);
    return commands;
}

const Command* find_command(const std::vector<Command>& commands, const std::string& name) {
    const auto named = [&](const Command& each) { return each.options->get_name() == name; };
    const auto found = std::find_if(commands.begin(), commands.end(), named);
    return found == commands.end() ? nullptr : &*found;
}

// The command that the words begin with, for "see 'glia train --help'".
std::string command_in_use(std::span<char*> words, const std::vector<Command>& commands) {
    const Command* const command = words.empty() ? nullptr : find_command(commands, words.front());
    if (command == nullptr) return "";
    return std::string(" ") + words.front() + command_in_use(words.subspan(1), command->subcommands);
}

// CLI11 does not say what is wrong with a word that is no command.
void require_command(std::span<char*> words, const std::vector<Command>& commands) {
    if (commands.empty()) return;
    const std::string word = words.empty() ? "" : words.front();
    if (word.starts_with('-')) return;
    if (const Command* const command = find_command(commands, word)) {
        return require_command(words.subspan(1), command->subcommands);
    }
    std::string known;
    for (const Command& each : commands) known += (known.empty() ? "" : ", ") + each.options->get_name();
    throw CLI::ValidationError(
        (word.empty() ? "no command" : "unknown command '" + word + "'") + "; there are: " + known,
        CLI::ExitCodes::ValidationError);
}

void run_parsed(const std::vector<Command>& commands) {
    for (const Command& command : commands) {
        if (!command.options->parsed()) continue;
        if (command.subcommands.empty()) command.run();
        run_parsed(command.subcommands);
    }
}

// What is wrong with the command line, in plainer words than CLI11's where those are a parser's.
std::string complaint(const CLI::ParseError& error, const CLI::App& app) {
    const std::string message = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        const std::string option = message.substr(0, message.find(": "));
        return option + (message.ends_with("missing") ? " needs a value" : " is given more than once");
    }
    // CLI11 finds first what is missing; but who misspelt an option wants to hear of that.
    const std::vector<std::string> unexpected = app.remaining(true);
    for (const std::string& word : unexpected) {
        if (word.starts_with('-') && word.size() > 1) return "unknown option '" + word + "'";
    }
    const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !unexpected.empty();
    return is_extra ? "unexpected argument '" + unexpected.front() + "'" : message;
}

int run(int argc, char** argv) {
    CLI::App app("Train and run fully connected neural networks.", "glia");
    set_up(app);
    const std::vector<Command> commands = add_commands(app);
    const auto words = std::span(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0);
    try {
        require_command(words, commands);
        app.parse(argc, argv);
    } catch (const CLI::Success& request) {  // --help and --version
        std::ostringstream out;
        app.exit(request, out, out);
        print(out.str());
        return 0;
    } catch (const CLI::ParseError& e) {
        complain(complaint(e, app) + " (see 'glia" + command_in_use(words, commands) + " --help')");
        return exit_usage;
    }
    run_parsed(commands);
    return 0;
}

int run_or_complain(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        complain("out of memory");
    } catch (const std::exception& e) {
        complain(e.what());
    }
    return exit_failed;
}

}  // namespace
}  // namespace glia::cli

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write like any other
    return glia::cli::run_or_complain(argc, argv);
}
