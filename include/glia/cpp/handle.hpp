// glia/cpp/handle.hpp: what the classes of glia are made of.
#ifndef GLIA_CPP_HANDLE_HPP
#define GLIA_CPP_HANDLE_HPP

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "glia/cpp/error.hpp"
#include "glia/cpp/span.hpp"
#include "glia/cpp/version.hpp"

namespace glia::detail {

template <class T, void (*destroy)(T*)>
struct Destroy {
    void operator()(T* object) const noexcept { destroy(object); }
};

template <class T, void (*destroy)(T*)>
using Handle = std::unique_ptr<T, Destroy<T, destroy>>;

// Calls a C function that makes something: its first argument is where that goes.
template <class Owner, class Function, class... Arguments>
Owner make(Function function, Arguments&&... arguments) {
    require_version();
    typename Owner::pointer object = nullptr;
    const glia_status status = status_of(function, &object, std::forward<Arguments>(arguments)...);
    Owner owner(object);
    check(status);
    return owner;
}

// The same where two things are made, in the last two arguments.
template <class Owner, class Function, class... Arguments>
std::pair<Owner, Owner> make_two(Function function, Arguments&&... arguments) {
    typename Owner::pointer first = nullptr, second = nullptr;
    const glia_status status = status_of(function, std::forward<Arguments>(arguments)..., &first, &second);
    std::pair<Owner, Owner> owners{Owner(first), Owner(second)};
    check(status);
    return owners;
}

// The text of a C function, whose last three arguments are buffer, capacity and needed.
template <class Function, class... Arguments>
std::string text(Function function, Arguments... arguments) {
    std::string result;
    for (;;) {
        std::size_t needed = 0;
        const glia_status status = status_of(function, arguments..., result.data(), result.size() + 1, &needed);
        if (status != GLIA_ERROR_CAPACITY) {
            check(status);
            result.resize(needed > 0 ? needed - 1 : 0);
            return result;
        }
        result.resize(needed - 1);
    }
}

// The numbers of a C function, whose last three arguments are values, capacity and needed.
template <class T, class Function, class... Arguments>
std::vector<T> numbers(Function function, Arguments... arguments) {
    std::size_t needed = 0;
    call(function, arguments..., static_cast<T*>(nullptr), std::size_t{0}, &needed);
    std::vector<T> result(needed);
    call(function, arguments..., result.data(), result.size(), &needed);
    return result;
}

// NULL for an empty text, which stands for "as it is by default".
inline const char* or_null(const std::string& text) noexcept {
    return text.empty() ? nullptr : text.c_str();
}

// A callback that a C function keeps: its address is `user`, and destroy_kept its `destroy`.
template <class T>
void destroy_kept(void* user) noexcept {
    delete static_cast<T*>(user);
}

// After the call of such a function, which owns the callback where it has succeeded.
template <class T>
void hand_over(std::unique_ptr<T>& kept, glia_status status) {
    if (status == GLIA_OK) static_cast<void>(kept.release());
    check(status);
}

inline std::vector<const char*> pointers(const std::vector<std::string>& texts) {
    std::vector<const char*> result;
    result.reserve(texts.size());
    for (const std::string& text : texts) result.push_back(text.c_str());
    return result;
}

// Calls what may return nothing, as if it had returned true.
template <class Callable, class... Arguments>
bool goes_on(Callable& callable, Arguments&&... arguments) {
    if constexpr (std::is_void_v<std::invoke_result_t<Callable&, Arguments...>>) {
        callable(std::forward<Arguments>(arguments)...);
        return true;
    } else {
        return static_cast<bool>(callable(std::forward<Arguments>(arguments)...));
    }
}

}  // namespace glia::detail

#endif
