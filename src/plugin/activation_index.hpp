// The tables that are registered, by name, to be found without a lock: adding layers in many threads, or loading many
// small models, asks for the same few names again and again.
//
// A snapshot of them never changes. Whoever registers something makes a new one and puts it in the place of the old,
// which is freed when nobody can be reading it any more: readers are counted, and a reader who comes after the exchange
// sees the new one. Where there always is a reader, old snapshots wait for a later exchange. There are several counts,
// so that threads which read at once seldom write to the same line of the processors' caches.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "glia/plugin.h"

namespace glia {

class ActivationIndex {
 public:
    class Snapshot {
     public:
        // Throws bad_alloc.
        void add(const std::string& name, const std::shared_ptr<const glia_activation_t>& table);

     private:
        friend ActivationIndex;

        struct Hash {
            using is_transparent = void;
            std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
        };
        // A plugin's table stays for ever; one of the host program lives only as long as somebody else shares it.
        struct Entry {
            const glia_activation_t* lasting;
            std::weak_ptr<const glia_activation_t> shared;
        };

        std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
        std::unique_ptr<Snapshot> older_;  // in the list of those that wait to be freed
    };

    ActivationIndex() = default;
    ~ActivationIndex();
    ActivationIndex(const ActivationIndex&) = delete;
    ActivationIndex& operator=(const ActivationIndex&) = delete;

    // Null where there is none. Any number of threads at once; takes no lock and asks for no memory.
    std::shared_ptr<const glia_activation_t> find(std::string_view name) const noexcept;

    // Takes the place of what was there. By one thread at a time.
    void publish(std::unique_ptr<Snapshot> snapshot) noexcept;

 private:
    static constexpr std::size_t cache_line = 64;
    struct alignas(cache_line) Readers {
        std::atomic<std::size_t> count = 0;
    };

    Readers& readers_of_this_thread() const noexcept;

    mutable std::array<Readers, 16> readers_;
    alignas(cache_line) std::atomic<Snapshot*> current_ = nullptr;
    std::unique_ptr<Snapshot> retired_;
};

}  // namespace glia
