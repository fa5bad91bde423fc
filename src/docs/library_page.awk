# The manual page of the library: what README.md shows, the conventions that glia.h tells, and the headers.
#   awk -f comments.awk -f print_comment.awk -f roff.awk -f library_page.awk -v date=... -v version=...
#       -v about="what it is" README.md include/glia/glia.h include/glia/*.h ...

FNR == 1 && FILENAME !~ /README.md$/ {
    file = FILENAME
    sub(/^.*include\/glia\//, "glia/", file)
    reading_comment = 1
    size_of[++headers] = 0
    file_of[headers] = file
}

FILENAME ~ /README.md$/ {
    if (/^```/) in_code = $0 == "```c"
    else if (in_code) example = example roff($0) "\n"
    next
}

reading_comment {
    text[headers, ++size_of[headers]] = $0
    if (file ~ /\.h$/ ? /\*\/ *$/ : !/^\/\//) reading_comment = 0
}

END {
    title("libglia", 3)
    print ".SH NAME\nlibglia \\- " tolower(substr(about, 1, 1)) prose(substr(about, 2))
    print ".SH LIBRARY\n.nf\n.B cc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs glia)\n.fi"
    print ".SH SYNOPSIS\n.nf\n.B #include <glia/glia.h>\n.fi"
    print ".SH DESCRIPTION"
    take_comment(1)
    first_line()
    fresh = 1
    print_comment()
    printf ".SH EXAMPLE\n.nf\n%s.fi\n", example
    print ".SH HEADERS"
    for (i = 2; i <= headers; i++) {
        if (file_of[i] == file_of[1]) continue
        take_comment(i)
        print ".TP\n.BR " roff(page_of_header(file_of[i])) " (3)\n" prose(first_line())
    }
    print ".SH SEE ALSO\n.BR glia (1)"
}

function take_comment(header,    i) {
    for (i = 1; i <= size_of[header]; i++) lines[i] = text[header, i]
    lines[i] = ""
    read_comment(1)
    sub(/^glia\/[^:]*: */, "", comment[1])
}
