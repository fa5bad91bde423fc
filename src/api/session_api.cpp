#include "glia/session.h"

#include "api/guard.hpp"
#include "api/handles.hpp"

using glia::invalid;
using glia::api::guard;
using glia::api::required;

extern "C" {

glia_status glia_session_create(glia_session** out, const glia_model* model, size_t max_rows) {
    return guard([&] {
        required(out, "out") = nullptr;
        const std::shared_ptr<const glia::Model<float>> shared = required(model, "model").value;
        if (max_rows == 0) throw invalid("max_rows is 0; it must be at least 1");
        std::unique_ptr<glia_session> session(
            new glia_session{shared, max_rows, glia::Inference<float>(*shared, max_rows)});
        if (max_rows > 1) session->memory.emplace();
        *out = session.release();
    });
}

glia_status glia_session_predict(glia_session* session, const float* x, size_t rows, float* y) {
    return guard([&] {
        glia_session& value = required(session, "session");
        if (rows > value.max_rows) {
            throw invalid("rows is {}; the session was made for at most {}", rows, value.max_rows);
        }
        if (rows == 0) return;
        required(x, "x");
        required(y, "y");
        value.inference.predict(*value.model, x, rows, y);
    });
}

void glia_session_destroy(glia_session* session) {
    delete session;
}
}
