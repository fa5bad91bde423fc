#include "base/log.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace glia {
namespace {

struct Heard {
    std::vector<std::pair<std::int32_t, std::string>> messages;
    int destroyed = 0;
};

void listen(std::int32_t level, const char* message, void* user) {
    static_cast<Heard*>(user)->messages.emplace_back(level, message);
}

void stop(void* user) {
    ++static_cast<Heard*>(user)->destroyed;
}

class Log : public testing::Test {
 protected:
    void SetUp() override { set_log_callback(listen, &heard_, stop); }
    void TearDown() override {
        set_log_callback(nullptr, nullptr, nullptr);
        set_log_level(GLIA_LOG_WARN);
    }
    Heard heard_;
};

TEST_F(Log, HandsTheHostLevelAndText) {
    log(GLIA_LOG_WARN, "{} of {}", 2, 3);
    log(GLIA_LOG_ERROR, "{{}}");
    ASSERT_EQ(heard_.messages.size(), 2u);
    EXPECT_EQ(heard_.messages[0], (std::pair<std::int32_t, std::string>(GLIA_LOG_WARN, "2 of 3")));
    EXPECT_EQ(heard_.messages[1], (std::pair<std::int32_t, std::string>(GLIA_LOG_ERROR, "{}")));
}

TEST_F(Log, LetsThroughTheLevelAndAbove) {
    for (const std::int32_t level : {GLIA_LOG_TRACE, GLIA_LOG_DEBUG, GLIA_LOG_INFO, GLIA_LOG_WARN, GLIA_LOG_ERROR}) {
        heard_.messages.clear();
        set_log_level(level);
        EXPECT_EQ(log_level(), level);
        for (std::int32_t each = GLIA_LOG_TRACE; each <= GLIA_LOG_ERROR; ++each) log(each, "x");
        EXPECT_EQ(heard_.messages.size(), static_cast<std::size_t>(GLIA_LOG_OFF - level));
    }
    heard_.messages.clear();
    set_log_level(GLIA_LOG_OFF);
    log(GLIA_LOG_ERROR, "x");
    EXPECT_TRUE(heard_.messages.empty());
}

TEST_F(Log, DestroysAReplacedCallbackOnce) {
    Heard other;
    set_log_callback(listen, &other, stop);
    EXPECT_EQ(heard_.destroyed, 1);
    log(GLIA_LOG_WARN, "x");
    EXPECT_TRUE(heard_.messages.empty());
    EXPECT_EQ(other.messages.size(), 1u);
    set_log_callback(nullptr, nullptr, nullptr);
    EXPECT_EQ(other.destroyed, 1);
    EXPECT_EQ(heard_.destroyed, 1);
}

TEST_F(Log, CallsOneAtATimeFromManyThreads) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([] {
            for (int j = 0; j < 100; ++j) log(GLIA_LOG_WARN, "{}", j);
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(heard_.messages.size(), 400u);
}

void log_again(std::int32_t level, const char* message, void* user) {
    listen(level, message, user);
    log(GLIA_LOG_ERROR, "from within");
}

TEST(LogFromACallback, IsDroppedRatherThanWaitedForForEver) {
    Heard heard;
    set_log_callback(log_again, &heard, nullptr);
    log(GLIA_LOG_WARN, "outer");
    set_log_callback(nullptr, nullptr, nullptr);
    ASSERT_EQ(heard.messages.size(), 1u);
    EXPECT_EQ(heard.messages[0].second, "outer");
}

TEST(LogToStderr, IsOneLineWithTheLevel) {
    testing::internal::CaptureStderr();
    log(GLIA_LOG_WARN, "something {}", "odd");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "glia: warning: something odd\n");
}

}  // namespace
}  // namespace glia
