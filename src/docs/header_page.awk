# The manual page of a header: its comments and declarations, in their order.
#   awk -f comments.awk -f print_comment.awk -f declarations.awk -f roff.awk -f header_page.awk
#       -v date=... -v version=... include/glia/model.h
# With -v names=FILE, the functions of C that it declares are written there, one a line.

{ lines[NR] = $0 }

END {
    at = read_comment(1)
    sub(/^glia\/[^:]*: */, "", comment[1])
    file = FILENAME
    sub(/^.*include\/glia\//, "glia/", file)
    page = page_of_header(file)
    title(page, 3)
    print ".SH NAME"
    print roff(page) " \\- " prose(first_line())
    print ".SH SYNOPSIS\n.nf\n.B #include <" file ">\n.fi"
    print ".SH DESCRIPTION"
    fresh = 1
    print_comment()
    print_declarations(at, NR, 0, "", "[;}]")
    print ".SH SEE ALSO\n.BR libglia (3)" other_pages()
}

# Those of the headers that its comments name: "(spec.h)".
function other_pages(    i, text, name, pages) {
    directory = FILENAME
    sub(/include\/glia\/.*/, "include/glia/", directory)
    for (i = 1; i <= NR; i++) {
        text = lines[i] !~ /^#include/ ? lines[i] : ""
        for (; match(text, /[a-z_]+\.h(pp)?/); text = substr(text, RSTART + RLENGTH)) {
            name = substr(text, RSTART, RLENGTH)
            if (name in seen || "glia/" name == file || (getline seen[name] <(directory name)) < 0) continue
            pages = pages ",\n.BR " roff(page_of_header("glia/" name)) " (3)"
        }
    }
    return pages
}

# ---- Declarations --------------------------------------------------------------------------------------------------

# Those of lines at..last that are indented by `indent`, in the namespace `scope`; `end` is what they end with.
function print_declarations(at, last, indent, scope, end,    line, hidden) {
    comment_size = run_size = 0
    while (at <= last) {
        line = substr(lines[at], indent + 1)
        if (line == "" || line ~ /^ *\/[*\/]/) {
            print_run(scope)
            if (line == "") at++
            else at = read_comment(at)
        } else if (line ~ /^namespace .*detail/) {
            while (lines[at] !~ /^\}  \/\/ namespace .*detail/) at++
            at++
        } else if (line ~ /^namespace .*\{$/) {
            split(line, words, " ")
            scope = scope words[2] "::"
            at++
        } else if (line ~ /^\}  \/\/ namespace /) {
            sub(/[^:]*::$/, "", scope)
            at++
        } else if (is_access(lines[at])) {
            hidden = lines[at] !~ /public/
            comment_size = 0
            at++
        } else if (line ~ /^#define /) {
            add_to_run(macro_of(at))
            while (lines[at] ~ /\\$/) at++
            at++
        } else if (is_no_declaration(line)) {
            at++
        } else {
            at = read_declaration(at, last, indent, end)
            if (hidden) continue
            if (members) print_aggregate(indent, scope)
            else if (remark) print_remarked(scope)
            else add_to_run(declaration)
        }
    }
    print_run(scope)
}

function macro_of(at,    text) {
    text = lines[at]
    if (text ~ /\\$/ || text ~ /\) /) sub(/\).*/, ")", text) # of what has parameters, these are enough
    sub(/ *\/\*.*/, "", text)
    return text
}

function add_to_run(text) {
    if (run_size > 0 && name_of(text) == name_of(run[run_size]) && text ~ /^#/) return # of another case of an #if
    run[++run_size] = text
}

# A member with a comment of its own behind it.
function print_remarked(scope,    at) {
    if (run_size > 0) print_run(scope)
    add_to_run(declaration)
    at = remark
    sub(/^.*\/\*/, "/*", lines[at])
    sub(/^.*\/\//, "//", lines[at])
    read_comment(at)
    print_run(scope)
}

# A struct, class or enum: its comment and its members.
function print_aggregate(indent, scope,    first, last, text) {
    first = members
    last = members_end
    text = declaration
    if (run_size > 0) print_run(scope)
    if (comment_size == 0) return
    add_to_run(text == "enum" ? enum_name(first, last) : text)
    print_run(scope)
    inside++
    in_enum = text ~ /^enum/
    print_declarations(first, last, indent + 4, "", in_enum ? "," : "[;}]")
    in_enum = 0
    inside--
}

# An enum without a name is called by what its names have in common: "enum GLIA_TARGET_*".
function enum_name(first, last,    at, name, common) {
    for (at = first; at <= last; at++) {
        if (!match(lines[at], /^ *[A-Z][A-Z0-9_]*( = .*|,.*)?$/)) continue
        name = lines[at]
        sub(/^ */, "", name)
        sub(/[ ,].*/, "", name)
        if (common == "") common = name
        while (index(name, common) != 1) common = substr(common, 1, length(common) - 1)
    }
    sub(/[^_]*$/, "", common)
    return "enum " common "*"
}

# What the run declares, under its names, and its comment.
function print_run(scope,    i, name, names_of_run) {
    if (comment_size > 0 && run_size > 0) {
        for (i = 1; i <= run_size; i++) {
            name = scope name_of(run[i])
            if (index(names_of_run ",", name ",") == 0) names_of_run = names_of_run (i > 1 ? ", " : "") name
            if (names != "" && run[i] ~ /\(/ && run[i] !~ /^(#|typedef)/ && name ~ /^glia_/) print name >names
        }
        if (!inside) heading(".SS", names_of_run)
        else print ".PP"
        print ".nf"
        for (i = 1; i <= run_size; i++) print_declaration(run[i])
        print ".fi"
        print inside ? ".RS 4" : ".PP"
        fresh = 1
        print_comment()
        if (inside) print ".RE"
    } else if (comment_size > 0 && comment[1] ~ /^---- /) {
        gsub(/^-+ | -+$/, "", comment[1])
        heading(".SH", toupper(comment[1]))
        comment[1] = ""
        fresh = 1
        print_comment()
    } else if (comment_size > 0) {
        if (!fresh) print ".PP"
        fresh = 1
        print_comment()
    }
    comment_size = run_size = 0
}

# In lines of at most 76 characters, broken after commas.
function print_declaration(text,    line, parts, count, i) {
    if (text !~ /^(#|enum)/ && !in_enum) text = text ";"
    gsub(/, /, ",\n", text)
    count = split(text, parts, "\n")
    line = parts[1]
    for (i = 2; i <= count; i++) {
        if (length(line) + 1 + length(parts[i]) <= 76) {
            line = line " " parts[i]
        } else {
            print "\\fB" roff(line) "\\fR"
            line = "    " parts[i]
        }
    }
    print "\\fB" roff(line) "\\fR"
}
