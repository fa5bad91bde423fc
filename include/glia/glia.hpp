// glia/glia.hpp: all of glia for C++17 and later, in headers alone, over the C functions of glia.h.
//
//     glia::Dataset digits = glia::Dataset::open_csv("digits.csv", "digit");
//     auto [train, test] = digits.split(0.2, 42, glia::Stratify::yes);
//
//     glia::Model model(digits.features());
//     model.add_dense(64, "relu").add_dense(digits.class_count(), "softmax");
//
//     glia::Trainer trainer(model);
//     trainer.set_optimizer("adam(learning_rate=1e-3)").set_epochs(20).fit(train, test);
//     model.save("digits.safetensors");
//
// Everywhere:
//   - A call that fails throws glia::Error, with the status and the line of glia_last_error().
//   - Objects own what they stand for, and can be moved but not copied; Model::clone copies. One that was moved from
//     can only be destroyed or assigned to. get() lends the C handle, for what is not wrapped here.
//   - A const function may be called on one object by any number of threads at once; another needs it to itself.
//   - Numbers go in and out as Span: std::span where the standard library has it, otherwise a pointer and a size.
//     Anything with data() and size() becomes one. Matrices are dense, row after row.
//   - Callbacks are any callable. What they throw ends the call that runs them, and arrives from it unchanged; so does
//     what an activation or a log callback throws, when the call is done.
// What the functions mean is said in the C header of the same name.
#ifndef GLIA_GLIA_HPP
#define GLIA_GLIA_HPP

#include "glia/cpp/activation.hpp"
#include "glia/cpp/cross_validation.hpp"
#include "glia/cpp/data_options.hpp"
#include "glia/cpp/dataset.hpp"
#include "glia/cpp/error.hpp"
#include "glia/cpp/functions.hpp"
#include "glia/cpp/gradient_check.hpp"
#include "glia/cpp/library.hpp"
#include "glia/cpp/metrics.hpp"
#include "glia/cpp/model.hpp"
#include "glia/cpp/span.hpp"
#include "glia/cpp/trainer.hpp"
#include "glia/cpp/version.hpp"

#endif
