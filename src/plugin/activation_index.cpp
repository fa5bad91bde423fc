#include "plugin/activation_index.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace glia {

void ActivationIndex::Snapshot::add(const std::string& name, const std::shared_ptr<const glia_activation_t>& table) {
    const bool lasts = table.use_count() == 0;  // a pointer without an owner
    entries_.insert_or_assign(name, Entry{lasts ? table.get() : nullptr, table});
}

ActivationIndex::~ActivationIndex() {
    delete current_.load();
}

// Any of them would do; it is the same one for each call of a thread.
ActivationIndex::Readers& ActivationIndex::readers_of_this_thread() const noexcept {
    return readers_[std::hash<std::thread::id>()(std::this_thread::get_id()) % readers_.size()];
}

// Counting in, taking the snapshot, and on the other side exchanging it and reading the counts are all in one order
// that every thread sees (the strictest there is, which these operations have where nothing else is said). So either
// the count tells of this reader, or this reader takes the new snapshot.
std::shared_ptr<const glia_activation_t> ActivationIndex::find(std::string_view name) const noexcept {
    std::shared_ptr<const glia_activation_t> found;
    std::atomic<std::size_t>& readers = readers_of_this_thread().count;
    readers.fetch_add(1);
    if (const Snapshot* const snapshot = current_.load()) {
        const auto entry = snapshot->entries_.find(name);
        if (entry != snapshot->entries_.end()) {
            const auto& [lasting, shared] = entry->second;
            found = lasting == nullptr ? shared.lock() : decltype(found)(std::shared_ptr<void>(), lasting);
        }
    }
    readers.fetch_sub(1);
    return found;
}

void ActivationIndex::publish(std::unique_ptr<Snapshot> snapshot) noexcept {
    std::unique_ptr<Snapshot> retired(current_.exchange(snapshot.release()));
    if (retired != nullptr) {
        retired->older_ = std::move(retired_);
        retired_ = std::move(retired);
    }
    const auto is_read = [](const Readers& each) { return each.count.load() != 0; };
    if (std::any_of(readers_.begin(), readers_.end(), is_read)) return;
    while (retired_ != nullptr) retired_ = std::move(retired_->older_);  // one after the other, however many
}

}  // namespace glia
