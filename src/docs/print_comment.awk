# Comments of headers as text of a manual page; lines[] has the header.

# Reads the comment that begins at line `at` into comment[1..comment_size]; returns the line after it.
function read_comment(at,    block) {
    comment_size = 0
    block = lines[at] ~ /^ *\/\*/
    for (;;) {
        comment[++comment_size] = comment_text(lines[at])
        if (block ? lines[at++] ~ /\*\/ *$/ : lines[++at] !~ /^ *\/\//) return at
    }
}

# Prints the comment; `fresh` says whether a paragraph has just begun.
function print_comment(    i, kind, before) {
    for (i = 1; i <= comment_size; i++) {
        kind = kind_of_text(comment[i], before)
        if (before == "shown" && kind != "shown") print ".fi\n.RE"
        if (kind == "entry") print_entry(comment[i])
        if (kind == "more") print_filled(comment[i])
        if (kind == "shown") {
            if (before != "shown") print (fresh ? "" : ".PP\n") ".RS 4\n.nf"
            print roff(substr(comment[i], 5))
        }
        if (kind == "filled") {
            if (!fresh && (before != "filled" || begins_paragraph(comment[i]))) print ".PP"
            print_filled(comment[i])
        }
        if (kind != "blank") fresh = 0
        before = kind
    }
    if (before == "shown") print ".fi\n.RE"
}

function print_entry(text) {
    split_entry(text)
    if (mark == "-") print ".IP \\(bu 3"
    else if (mark ~ /^[0-9]+\.$/) print ".IP " mark " 3"
    else print ".TP\n" prose(mark)
    if (meaning != "") print_filled(meaning)
}

function print_filled(text) {
    sub(/^ +/, "", text)
    print prose(text)
}

# What a call returns, and where a rule comes from, are paragraphs of their own.
function begins_paragraph(text) {
    return text ~ /^(GLIA_OK|Statuses |Sources?: |Text is returned as |Rationale: )/
}

# Takes the first sentence of the comment, up to a full stop or a blank line, from it.
function first_line(    i, text) {
    for (i = 1; i <= comment_size && comment[i] != ""; i++) {
        text = text (text == "" ? "" : " ") comment[i]
        comment[i] = ""
        if (match(text, /\. /)) {
            comment[i] = substr(text, RSTART + 2)
            return substr(text, 1, RSTART - 1)
        }
        if (text ~ /\.$/) break
    }
    sub(/\.$/, "", text)
    return text
}
