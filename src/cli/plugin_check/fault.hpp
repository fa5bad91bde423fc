// Signals that end a process, with a note of what the kernel touched.
#pragma once

#include <csignal>

namespace glia::cli::plugin_check {

// From now on a fault is written into the channel before it ends the process. Stacks that overflow are told too.
void note_faults();

// Notes it, and lets the signal end the process when the handler that calls this returns.
void note_fault(int signal, const siginfo_t& info, const void* context);

}  // namespace glia::cli::plugin_check
