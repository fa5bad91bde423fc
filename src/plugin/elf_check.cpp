#include "plugin/elf_check.hpp"

#include <elf.h>
#include <link.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <string>

#include "plugin/refusal.hpp"

namespace glia {
namespace {

using Header = ElfW(Ehdr);
using Segment = ElfW(Phdr);

constexpr unsigned char own_class = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
constexpr unsigned char own_byte_order = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;

// EM_NONE where the processor is not listed: the dynamic loader judges then.
#if defined(__x86_64__)
constexpr unsigned own_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr unsigned own_machine = EM_AARCH64;
#else
constexpr unsigned own_machine = EM_NONE;
#endif

std::string machine_name(unsigned machine) {
    switch (machine) {
        case EM_X86_64:
            return "x86-64";
        case EM_AARCH64:
            return "aarch64";
        case EM_386:
            return "i386";
        case EM_ARM:
            return "arm";
        case EM_RISCV:
            return "riscv";
        default:
            return format("ELF machine {}", machine);
    }
}

Error truncated(std::string_view subject, std::uint64_t size) {
    return refused(subject, "the file is truncated: it ends after {} bytes, before what its headers describe", size);
}

template <class T>
T read_at(int file, std::uint64_t offset, std::uint64_t size, std::string_view subject) {
    T value = {};
    if (offset > size || size - offset < sizeof value) throw truncated(subject, size);
    if (::pread(file, &value, sizeof value, static_cast<off_t>(offset)) != static_cast<ssize_t>(sizeof value)) {
        throw refused(subject, "the file cannot be read");
    }
    return value;
}

Header read_header(int file, std::uint64_t size, std::string_view subject) {
    if (size == 0) throw refused(subject, "the file is empty");
    char magic[SELFMAG] = {};
    const ssize_t got = ::pread(file, magic, sizeof magic, 0);
    if (got != static_cast<ssize_t>(sizeof magic) || std::memcmp(magic, ELFMAG, SELFMAG) != 0) {
        throw refused(subject, "the file is not a shared object (it does not begin as an ELF file)");
    }
    return read_at<Header>(file, 0, size, subject);
}

void require_own_kind(const Header& header, std::string_view subject) {
    const bool own_layout = header.e_ident[EI_CLASS] == own_class && header.e_ident[EI_DATA] == own_byte_order;
    // e_machine lies at the same place in all layouts, but a foreign byte order cannot be named.
    if (!own_layout && header.e_ident[EI_DATA] != own_byte_order) {
        throw refused(subject, "it is made for a processor of the other byte order");
    }
    if (!own_layout || (own_machine != EM_NONE && header.e_machine != own_machine)) {
        throw refused(subject, "it is made for {} ({} bit); this program runs on {} ({} bit)",
                      machine_name(header.e_machine), header.e_ident[EI_CLASS] == ELFCLASS64 ? 64 : 32,
                      machine_name(own_machine), 8 * sizeof(void*));
    }
    if (header.e_type != ET_DYN) {
        throw refused(subject, "it is not a shared object, but a program, object file or core file");
    }
    if (header.e_phnum == 0 || header.e_phentsize != sizeof(Segment)) {
        throw refused(subject, "it has no program headers that can be read");
    }
}

}  // namespace

void check_elf(int file, std::uint64_t size, std::string_view subject) {
    const Header header = read_header(file, size, subject);
    require_own_kind(header, subject);
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        const auto segment = read_at<Segment>(file, header.e_phoff + i * sizeof(Segment), size, subject);
        if (segment.p_type != PT_LOAD) continue;
        if (segment.p_offset > size || size - segment.p_offset < segment.p_filesz) throw truncated(subject, size);
    }
    // Not needed for loading, but usually last in the file: its absence tells of a broken download.
    const std::uint64_t sections = std::uint64_t{header.e_shnum} * header.e_shentsize;
    if (header.e_shoff > size || size - header.e_shoff < sections) throw truncated(subject, size);
}

}  // namespace glia
