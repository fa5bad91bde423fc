// What the process of a test leaves for the one that started it, in memory that both see: so it outlives a crash, and
// says what was going on when it came.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace glia::cli::plugin_check {

enum class Verdict {
    none,  // the process ended before the test did
    ok,
    failed,
    skipped
};

// A call of a kernel.
struct Call {
    const char* kernel = nullptr;  // "forward" or "backward"; NULL before the first call
    bool trained = false;          // of those for trained parameters
    const char* number = "";       // "float32" or "float64"
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::array<char, 256> parameters{};  // "alpha=0.5, beta=1"
};

// "forward (float32, 3 x 5, alpha=0.5)", "forward_trained (float32, 3 x 5, alpha=drawn)"
std::string text(const Call& call);

// An access to memory that ended a process.
struct Fault {
    enum class Place {
        before_start,
        inside,
        after_end
    };

    bool happened = false;
    bool writes = false;
    bool unaligned = false;  // the processor gives no address: an instruction that wants aligned memory got none
    std::uintptr_t address = 0;
    const char* array = nullptr;  // the guarded array that it was near to, or NULL
    Place place = Place::inside;
};

// "reads past the end of x"
std::string text(const Fault& fault);

struct Channel {
    Verdict verdict = Verdict::none;
    bool threw = false;                        // a kernel did, or what called it
    const char* stage = "loading the plugin";  // what goes on before the first call of a kernel
    Call call;
    Fault fault;
    const char* note = nullptr;          // what a reader of a crash should know
    const char* trapped = nullptr;       // a function that must not be called, and was (traps.hpp)
    std::array<char, 20'000> message{};  // ample for the names of all activations that a file may define

    void tell(Verdict what, const std::string& why) noexcept;
    // What went on last: a call, or the stage before the first.
    std::string last() const;
};

// That of this process; set when a test begins.
Channel& channel();
void set_channel(Channel* shared);

// Writes the call down, in the thread that set the channel: calls of others would only overwrite each other.
void note_call(const Call& call) noexcept;

// Until the scope ends, a crash is told together with this note, which is a literal.
class Note {
 public:
    explicit Note(const char* note) { channel().note = note; }
    ~Note() { channel().note = nullptr; }
    Note(const Note&) = delete;
    Note& operator=(const Note&) = delete;
};

}  // namespace glia::cli::plugin_check
