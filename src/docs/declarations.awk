# Reads declarations of C and C++ as this project formats them; lines[] has the file.

# Reads the declaration that begins at line `at`, is indented by `indent` and ends at line `last` if not before; returns
# the line after it. `end` is what it ends with: [;}], or [,] in an enum. Sets
#   declaration  its text in one line, without what stands in braces
#   members      of a struct, class or enum, from line members to members_end; 0 of what has none
#   remark       the line where a comment begins that follows it; 0 without one
function read_declaration(at, last, indent, end,    line, depth, whole, opened, inside_comment) {
    whole = ""
    opened = depth = inside_comment = remark = 0
    for (;; at++) {
        line = substr(lines[at], indent + 1)
        if (inside_comment) {
            inside_comment = line !~ /\*\//
            line = ""
        } else if (match(line, / *\/[*\/]/)) {
            if (depth == 0) remark = at
            inside_comment = line ~ /\/\*/ && line !~ /\*\//
            line = substr(line, 1, RSTART - 1)
        }
        if (line ~ /^#/) line = ""
        if (!opened && line ~ /\{$/ && braces(line) > 0) opened = at + 1
        depth += braces(line)
        sub(/^ +/, "", line)
        whole = whole (whole == "" || line == "" ? "" : " ") line
        if (at >= last || depth == 0 && !inside_comment && whole ~ end "$") break
    }
    members = opened && is_aggregate(whole) ? opened : 0
    members_end = at - 1
    declaration = without_body(whole)
    return at + 1
}

# How many more brackets a line opens than it closes.
function braces(line) {
    return gsub(/[({]/, "&", line) - gsub(/[)}]/, "&", line)
}

function is_aggregate(text) {
    while (text ~ /^template </) text = without_template(text)
    return text ~ /^(typedef )?(struct|class|enum)( |$)/ && text ~ /^[^(]*\{/
}

# "int f(T x = {}) { return 1; }" -> "int f(T x = {});"
function without_body(text,    i, depth, letter, rest) {
    for (i = 1; i <= length(text); i++) {
        letter = substr(text, i, 1)
        if (letter == "(") depth++
        if (letter == ")") depth--
        if (depth > 0 || letter != "{" && substr(text, i, 3) != " : " || substr(text, i - 8, 8) == "operator") continue
        rest = text
        if (!sub(/^.*\} ?/, "", rest) || rest !~ /^[a-z]/) rest = "" # "} glia_host_t;"
        text = substr(text, 1, i - 1) (rest == "" ? "" : "{...} " rest)
        break
    }
    sub(/ ?= ?$/, "", text)
    sub(/[;, ]*$/, "", text)
    sub(/^GLIA_DEPRECATED\("[^"]*"\) /, "", text)
    gsub(/GLIA_API |GLIA_INLINE |GLIA_PLUGIN_VISIBLE /, "", text)
    return text
}

function without_template(text,    i, depth) {
    for (i = index(text, "<"); i <= length(text); i++) {
        if (substr(text, i, 1) == "<") depth++
        if (substr(text, i, 1) == ">" && --depth == 0) return substr(text, i + 2)
    }
    return text
}

# What the declaration declares.
function name_of(text) {
    if (text ~ /^enum [A-Z_]+\*$/) return text
    if (text ~ /^#define /) {
        sub(/^#define /, "", text)
        sub(/[( ].*/, "", text)
        return text
    }
    while (text ~ /^template </) text = without_template(text)
    if (text ~ /^using /) {
        sub(/^using /, "", text)
        sub(/ =.*/, "", text)
        return text
    }
    if (match(text, /^[^(]*\(\*[A-Za-z_0-9]+\)/)) { # a pointer to a function
        text = substr(text, 1, RLENGTH - 1)
        sub(/^[^(]*\(\*/, "", text)
        return text
    }
    if (text ~ /operator/) {
        sub(/^.*operator/, "operator", text)
        sub(/\(.*/, "", text)
        return text
    }
    sub(/\(.*/, "", text)
    sub(/ = .*/, "", text)
    sub(/ : .*/, "", text)
    sub(/ final$/, "", text)
    sub(/\[.*/, "", text)
    sub(/^.*[ *&]/, "", text)
    return text
}

# Lines that stand between declarations.
function is_no_declaration(line) {
    return line ~ /^(#|GLIA_BEGIN|GLIA_END|extern "C" \{|namespace .*\{$|\})/
}

function is_access(line) {
    return line ~ /^ +(public|private|protected):$/
}
