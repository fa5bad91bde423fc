# Text as the macros of man(7) want it.

# As it stands.
function roff(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    if (text ~ /^[.']/) text = "\\&" text
    return text
}

# In prose, names of the interface are bold and what is in backquotes is italic; a hyphen is one.
function prose(text,    name) {
    gsub(/\\/, "\\e", text)
    gsub(/\[thread-safe/, "[thread\\-safe", text) # in one piece
    gsub(/--/, "\\-\\-", text)
    while (match(" " text, /[^A-Za-z0-9\\-]-[0-9a-z(]/)) # a minus sign or an option: "-1", "-o"
        text = substr(text, 1, RSTART - 1) "\\-" substr(text, RSTART + 1)
    while (match(text, /`[^`]+`/)) {
        name = substr(text, RSTART + 1, RLENGTH - 2)
        if (name !~ /^(glia|GLIA)_/) name = "\\fI" name "\\fR"
        text = substr(text, 1, RSTART - 1) name substr(text, RSTART + RLENGTH)
    }
    gsub(/glia_[a-z0-9_]*[a-z0-9]/, "\\fB&\\fR", text)
    gsub(/GLIA_[A-Z0-9_]*[A-Z0-9]/, "\\fB&\\fR", text)
    if (text ~ /^[.']/) text = "\\&" text
    return text
}

function heading(macro, text) {
    gsub(/"/, "", text)
    print macro " \"" roff(text) "\""
}

function title(name, section) {
    print ".\\\" Made when glia was built: change what it is made from."
    print ".TH \"" name "\" " section " " date " \"glia " version "\" \"" (section == 1 ? "Commands" : "C library") "\""
    print ".nh\n.ad l" # names of the interface are not divided
}

# "glia/cpp/model.hpp" -> "glia_cpp_model.hpp", and "glia/glia.h" -> "glia.h".
function page_of_header(file) {
    gsub(/\//, "_", file)
    sub(/^glia_glia\./, "glia.", file)
    return file
}
