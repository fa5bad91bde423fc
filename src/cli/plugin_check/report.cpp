#include "plugin_check/report.hpp"

#include <algorithm>

#include "number.hpp"
#include "plugin_check/subject.hpp"
#include "table.hpp"

namespace glia::cli::plugin_check {
namespace {

const char* word(Verdict verdict) {
    switch (verdict) {
        case Verdict::ok:
            return "ok";
        case Verdict::skipped:
            return "skipped";
        case Verdict::failed:
        case Verdict::none:
            break;
    }
    return "FAILED";
}

// The results of one test, one for each instruction set.
using Group = std::vector<const Result*>;

std::vector<Group> groups_of(const FileReport& report, const std::string& activation) {
    std::vector<Group> groups;
    for (const Result& result : report.results) {
        if (result.activation != activation) continue;
        const auto same = [&](const Group& group) { return group.front()->test == result.test; };
        const auto found = std::ranges::find_if(groups, same);
        if (found == groups.end()) {
            groups.push_back({&result});
        } else {
            found->push_back(&result);
        }
    }
    return groups;
}

// What was said, each text once, with the instruction sets it was said of where these are not all.
std::vector<std::string> texts_of(const Group& group, Verdict verdict, std::size_t isas) {
    struct Said {
        std::string text;
        std::string by;
        std::size_t times;
    };
    std::vector<Said> all;
    for (const Result* const result : group) {
        if (result->outcome.verdict != verdict) continue;
        const auto same = [&](const Said& said) { return said.text == result->outcome.text; };
        const auto found = std::ranges::find_if(all, same);
        if (found == all.end()) {
            all.push_back({result->outcome.text, isa_name(result->isa), 1});
        } else {
            found->by += std::string(", ") + isa_name(result->isa);
            ++found->times;
        }
    }
    std::vector<std::string> texts;
    for (const Said& said : all) texts.push_back(said.times == isas ? said.text : said.by + ": " + said.text);
    return texts;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) {
        if (text.ends_with(": ")) continue;  // nothing was said
        all += (all.empty() ? "" : "; ") + text;
    }
    return all;
}

bool has(const Group& group, Verdict verdict) {
    return std::ranges::any_of(group, [&](const Result* result) { return result->outcome.verdict == verdict; });
}

// A test has failed if it has with any instruction set, and is skipped if it is with all.
void add_lines(Table& table, const Group& group, std::size_t isas) {
    const std::string& test = group.front()->test;
    if (has(group, Verdict::failed)) {
        for (const std::string& text : texts_of(group, Verdict::failed, isas)) {
            table.add({std::string("  ") + word(Verdict::failed), test, text});
        }
        return;
    }
    const Verdict verdict = has(group, Verdict::ok) ? Verdict::ok : Verdict::skipped;
    const std::vector<std::string> texts = texts_of(group, verdict, isas);
    table.add({std::string("  ") + word(verdict), test,
               texts.size() == 1 && verdict == Verdict::skipped ? group.front()->outcome.text : joined(texts)});
}

std::string isas_text(const FileReport& report) {
    std::string list;
    for (const std::uint32_t isa : report.isas) list += (list.empty() ? "" : ", ") + std::string(isa_name(isa));
    for (const LeftOut& each : report.left_out) {
        list += &each == report.left_out.data() ? "; left out: " : ", ";
        list += std::string(isa_name(each.isa)) + " (" + each.reason + ")";
    }
    return list;
}

std::string lines_of(const FileReport& report, const std::string& activation) {
    Table table({Align::left, Align::left, Align::left});
    for (const Group& group : groups_of(report, activation)) add_lines(table, group, report.isas.size());
    return table.str();
}

}  // namespace

std::string report_text(const FileReport& report) {
    std::string text = report.path + ", for " + isas_text(report) + ":\n" + lines_of(report, "");
    for (const std::string& activation : report.activations) text += activation + ":\n" + lines_of(report, activation);
    return text;
}

Json report_json(const FileReport& report) {
    Json json;
    json["path"] = report.path;
    json["passed"] = report.failures() == 0;
    json["isa"] = Json::array();
    for (const std::uint32_t isa : report.isas) json["isa"].push_back(isa_name(isa));
    json["isa_left_out"] = Json::array();
    for (const LeftOut& each : report.left_out) {
        Json left_out;
        left_out["isa"] = isa_name(each.isa);
        left_out["reason"] = each.reason;
        json["isa_left_out"].push_back(left_out);
    }
    json["activations"] = report.activations;
    json["tests"] = Json::array();
    for (const Result& result : report.results) {
        Json test;
        test["activation"] = result.activation.empty() ? Json() : Json(result.activation);
        test["test"] = result.test;
        test["isa"] = isa_name(result.isa);
        test["result"] = result.outcome.verdict == Verdict::failed ? "failed" : word(result.outcome.verdict);
        test["text"] = result.outcome.text;
        json["tests"].push_back(test);
    }
    return json;
}

}  // namespace glia::cli::plugin_check
