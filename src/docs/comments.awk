# How the headers of glia are commented, for the scripts that make pages of them.
#
# A comment stands before what it is about, and is about all declarations up to the next comment or blank line; in a
# struct or an enum it may also follow a member on its line. In its text,
#   - lines that are not indented are filled;
#   - four spaces or more begin what is shown as it stands;
#   - two spaces begin an entry of a list, whose further lines are indented more: "- text", "1. text", or a name and,
#     two spaces or a line apart, what it means.

# A line of a comment without what marks it as one.
function comment_text(line) {
    if (line ~ /^ *\/\//) {
        sub(/^ *\/\/ ?/, "", line)
        return line
    }
    sub(/ *\*\/ *$/, "", line)
    if (line ~ /^ *\/\*/) sub(/^ *\/\* ?/, "", line)
    else if (line ~ /^ *\*/) sub(/^ *\* ?/, "", line)
    else sub(/^ +/, "", line)
    return line
}

# What the line is: "blank", "filled", "shown", "entry" or "more", which goes on with an entry. `before` is what the
# line before it is, "" for the first line.
function kind_of_text(text, before) {
    if (text ~ /^ *$/) return "blank"
    if (text ~ /^ /) {
        if (text ~ /^  [^ ]/) return "entry"
        return before == "entry" || before == "more" ? "more" : "shown"
    }
    return "filled"
}

# Sets mark and meaning: "  1. text" -> "1." and "text"; "  relu  max(0, x)" -> "relu" and "max(0, x)".
function split_entry(text) {
    sub(/^ +/, "", text)
    if (match(text, /^(-|[0-9]+\.) /)) {
        mark = substr(text, 1, RLENGTH - 1)
        meaning = substr(text, RLENGTH + 1)
    } else if (match(text, /   */)) {
        mark = substr(text, 1, RSTART - 1)
        meaning = substr(text, RSTART + RLENGTH)
    } else if (match(text, /\) /)) { # no room for two spaces
        mark = substr(text, 1, RSTART)
        meaning = substr(text, RSTART + RLENGTH)
    } else {
        mark = text
        meaning = ""
    }
}
