#include "help.hpp"

#include <string>

namespace glia::cli {
namespace {

class HelpFormat final : public CLI::Formatter {
 public:
    // Options that must be given are part of the usage: "glia train [options] DATA -o MODEL".
    std::string make_usage(const CLI::App* app, std::string name) const override {
        std::string usage = CLI::Formatter::make_usage(app, name);
        usage.erase(usage.find_last_not_of('\n') + 1);
        const auto required = [](const CLI::Option* option) {
            return option->nonpositional() && option->get_required();
        };
        for (const CLI::Option* option : app->get_options(required)) {
            usage += " -" + option->get_snames().front() + " " + option->get_option_text();
        }
        return "\n" + usage + "\n";
    }

    // CLI11 puts a blank line both before and after a group.
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        return CLI::detail::find_and_replace(CLI::Formatter::make_help(app, name, mode), "\n\n\n", "\n\n");
    }
};

}  // namespace

std::shared_ptr<CLI::Formatter> help_format(std::size_t column) {
    const auto format = std::make_shared<HelpFormat>();
    format->column_width(column);
    format->label("Positionals", "Arguments");
    format->label("OPTIONS", "options");
    format->label("SUBCOMMAND", "COMMAND");
    return format;
}

}  // namespace glia::cli
