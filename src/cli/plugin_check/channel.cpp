#include "plugin_check/channel.hpp"

#include <algorithm>

namespace glia::cli::plugin_check {
namespace {

Channel* current = nullptr;
thread_local bool takes_notes = false;

// Addresses below this are NULL plus an index.
constexpr std::uintptr_t near_null = 1 << 16;

}  // namespace

std::string text(const Call& call) {
    std::string result = std::string(call.kernel) + (call.trained ? "_trained (" : " (") + call.number + ", " +
                         std::to_string(call.rows) + " x " + std::to_string(call.columns);
    const std::string parameters = call.parameters.data();
    return result + (parameters.empty() ? "" : ", " + parameters) + ")";
}

std::string text(const Fault& fault) {
    if (fault.unaligned) return "uses an instruction that needs memory aligned to more than its element";
    const std::string does = fault.writes ? "writes" : "reads";
    if (fault.array != nullptr) {
        const std::string array = fault.array;
        switch (fault.place) {
            case Fault::Place::before_start:
                return does + " before the start of " + array;
            case Fault::Place::after_end:
                return does + " past the end of " + array;
            case Fault::Place::inside:
                return does + " to " + array + ", which is an input";
        }
    }
    return does + (fault.address < near_null ? " at NULL" : " memory that is not there");
}

void Channel::tell(Verdict what, const std::string& why) noexcept {
    const std::size_t length = std::min(why.size(), message.size() - 1);
    std::copy_n(why.begin(), length, message.begin());
    message[length] = '\0';
    verdict = what;
}

std::string Channel::last() const {
    return call.kernel == nullptr ? stage : text(call);
}

Channel& channel() {
    return *current;
}

void set_channel(Channel* shared) {
    current = shared;
    takes_notes = true;
}

void note_call(const Call& call) noexcept {
    if (takes_notes) current->call = call;
}

}  // namespace glia::cli::plugin_check
