# The manual page of a command, from what its --help says.
#   glia train --help | awk -f roff.awk -f help_page.awk -v command="glia train" -v date=... -v version=...
# -v more=FILE has macros for the end of the page; README=FILE has a table of environment variables, for glia itself.

/^Usage: / {
    usage = substr($0, 8)
    part = ""
    next
}

NR == 1 {
    summary = tolower(substr($0, 1, 1)) substr($0, 2)
    sub(/\.$/, "", summary)
    description = $0 (/\.$/ ? "" : ".") "\n"
    next
}

# "Data:" begins a group of options; "Scaling (fitted to ...):" has something to say about it.
/^[A-Z].*:$/ {
    part = substr($0, 1, length($0) - 1)
    if (part ~ /^Examples?$/) next
    about = ""
    if (match(part, / \(.*\)$/)) {
        about = substr(part, RSTART + 2, RLENGTH - 3)
        part = substr(part, 1, RSTART - 1)
    }
    if (part == "Arguments" || part == "Options" || part == "Commands") body = body ".SH " toupper(part) "\n"
    else body = body ".SS " part "\n"
    if (about != "") body = body toupper(substr(about, 1, 1)) prose(substr(about, 2)) ".\n"
    next
}

part ~ /^Examples?$/ {
    if ($0 != "") examples = examples roff(substr($0, 3)) "\n"
    next
}

/^$/ {
    paragraph = ".PP\n"
    next
}

/^[^ ]/ { # text below the options
    part = ""
    description = description paragraph prose($0) "\n"
    paragraph = ""
    next
}

part == "Commands" {
    sub(/^ +/, "")
    name = $1
    sub(/^[^ ]+ +/, "")
    body = body ".TP\n.BR " page_of(command) "\\-" roff(name) " (1)\n" prose($0) "\n"
    pages = pages (pages == "" ? "" : ",\n") ".BR " page_of(command) "\\-" roff(name) " (1)"
    next
}

/^  [^ ]/ {
    sub(/^  /, "")
    match($0 "   ", /   */)
    body = body ".TP\n\\fB" roff(substr($0, 1, RSTART - 1)) "\\fR\n"
    $0 = substr($0, RSTART + RLENGTH)
}

{
    sub(/^ +/, "")
    if ($0 != "") body = body prose($0) "\n"
}

END {
    title(page_of(command), 1)
    print ".SH NAME\n" roff(page_of(command)) " \\- " prose(summary)
    print ".SH SYNOPSIS\n\\fB" roff(usage) "\\fR"
    print ".SH DESCRIPTION"
    printf "%s%s", description, body
    if (README != "") print_environment()
    if (more != "") while ((getline line <more) > 0) print line
    if (examples != "") printf ".SH EXAMPLES\n.nf\n%s.fi\n", examples
    print ".SH SEE ALSO"
    if (pages != "") print pages
    else print ".BR " parent(command) " (1)"
    if (command == "glia") print ".PP\n.BR libglia (3)"
}

function page_of(command) {
    gsub(/ /, "-", command)
    return command
}

function parent(command) {
    sub(/ [^ ]*$/, "", command)
    return roff(page_of(command))
}

function print_environment(    line, inside, parts) {
    print ".SH ENVIRONMENT"
    while ((getline line <README) > 0) {
        if (line ~ /^## /) inside = line == "## Environment"
        if (!inside || line !~ /^\| `/) continue
        split(line, parts, / *\| */)
        print ".TP\n" prose(parts[2]) "\n" prose(parts[3])
    }
}
