// What the tests of plugin loading share: an own directory, copies of the test plugins, and a look at errors.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"

namespace glia::test {

namespace fs = std::filesystem;

// A new directory that only we can write to, removed at the end.
class Scratch {
 public:
    Scratch() {
        std::string pattern = fs::canonical(testing::TempDir()) / "glia_plugin_XXXXXX";
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
        path_ = pattern;
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const fs::path& path() const { return path_; }

    std::string directory(const std::string& name) const {
        fs::create_directories(path_ / name);
        return path_ / name;
    }

    // A copy of a test plugin: another file, so for the process another plugin.
    std::string plugin(const std::string& name, const std::string& copy) const {
        const fs::path target = path_ / copy;
        fs::create_directories(target.parent_path());
        fs::copy_file(fs::path(GLIA_BAD_PLUGINS) / (name + ".so"), target);
        return target;
    }
    std::string plugin(const std::string& name) const { return plugin(name, name + ".so"); }

    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path_ / name;
    }

 private:
    fs::path path_;
};

inline std::string read_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void let_everybody_write(const std::string& path) {
    fs::permissions(path, fs::perms::others_write, fs::perm_options::add);
}

// `action` throws an Error of `status` whose text holds every one of `parts`, in one line.
inline void expect_error(const std::function<void()>& action, glia_status status,
                         const std::vector<std::string>& parts) {
    try {
        action();
        ADD_FAILURE() << "nothing was thrown; expected status " << status << " and '" << parts.front() << "'";
    } catch (const Error& e) {
        const std::string text = e.what();
        EXPECT_EQ(e.status(), status) << text;
        for (const std::string& part : parts) EXPECT_NE(text.find(part), std::string::npos) << text << "\n  " << part;
        EXPECT_EQ(text.find('\n'), std::string::npos) << text;
    }
}

// Collects what is logged while it lives.
class LogCapture {
 public:
    LogCapture() {
        set_log_callback([](int32_t, const char* message,
                            void* user) { static_cast<std::string*>(user)->append(message).append("\n"); },
                         &text_, nullptr);
    }
    ~LogCapture() { set_log_callback(nullptr, nullptr, nullptr); }
    LogCapture(const LogCapture&) = delete;
    LogCapture& operator=(const LogCapture&) = delete;

    const std::string& text() const { return text_; }

 private:
    std::string text_;
};

}  // namespace glia::test
