// Reading a file from its beginning to its end, and again: plain or gzip, a regular file or a pipe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace glia {

class InputFile {
 public:
    // Opens. A gzip file is recognised by its first bytes. A pipe is copied to a temporary file first, because data
    // files are read twice: once to learn their size, once to fill memory of that size.
    // Throws Error: GLIA_ERROR_NOT_FOUND, GLIA_ERROR_IO.
    explicit InputFile(std::string_view path);
    InputFile(InputFile&&) noexcept;
    ~InputFile();

    // The next bytes, unzipped; fewer than asked for only at the end.
    // Throws Error: GLIA_ERROR_IO; GLIA_ERROR_FORMAT where gzip is damaged or ends early.
    std::size_t read(std::span<char> bytes);

    // Goes back to the beginning.
    void rewind();

    // Goes to a byte of what read() gives. In a gzip file, all that lies before it is unzipped; so backwards is slow.
    void seek(std::uint64_t offset);

    // The same file opened once more, with a place of its own, whatever has become of its name since. Throws Error.
    InputFile again() const;

    // How many bytes read() gives in all, or `limit` if there are more than that. Ends at the beginning.
    // Takes as long as unzipping does; for a plain file the answer is known.
    std::uint64_t measure(std::uint64_t limit);

    // Whether the file is gzip; and what it is on disk, zipped or not.
    bool zipped() const noexcept;
    std::uint64_t size_on_disk() const noexcept;
    int descriptor() const noexcept;
    // Whether its size on disk is another than when it was first opened. Throws Error.
    bool resized() const;

    // The path in quotes, for error texts. The beginning of a long one is left out: its end says more.
    const std::string& name() const noexcept { return name_; }

 private:
    struct Stream;

    InputFile(std::string name, std::unique_ptr<Stream> stream);
    void recognise_gzip();

    std::string name_;
    std::unique_ptr<Stream> stream_;
};

}  // namespace glia
