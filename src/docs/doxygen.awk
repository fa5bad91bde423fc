# A filter that lets Doxygen read the headers of glia: it puts Doxygen's marks on the comments. Every line stays where
# it is, so that Doxygen's complaints point to it.
#   awk -f comments.awk -f declarations.awk -f doxygen.awk include/glia/model.h

{ lines[NR] = $0 }

END {
    mark_file()
    mark_declarations(mark_comment(1, "", "@file " file " @brief "), NR, 0, "[;}]")
}

function mark_file() {
    file = FILENAME
    sub(/^.*include\//, "", file)
    sub(/glia\/[a-z_\/]*\.h(pp)?: */, "", lines[1])
}

# ---- Declarations --------------------------------------------------------------------------------------------------

# Those of lines at..last that are indented by `indent`.
function mark_declarations(at, last, indent, end,    line, grouped, after) {
    grouped = 0
    while (at <= last) {
        line = substr(lines[at], indent + 1)
        if (line == "" || line ~ /^ *\/[*\/]/) {
            if (grouped) printf "/**@}*/"
            grouped = 0
        }
        if (line == "") {
            print ""
            at++
        } else if (line ~ /^ *\/[*\/]/) {
            after = end_of_comment(at)
            grouped = declarations_from(after, last, indent, end) > 1
            if (lines[after] == "") copy(at, after) # it stands alone
            else mark_comment(at, grouped ? "/**@{*/" : "", "")
            at = after
        } else if (line ~ /^#define /) {
            after = end_of_macro(at)
            copy(at, after)
            at = after
        } else if (is_no_declaration(line) || is_access(lines[at])) {
            copy(at, at + 1)
            at++
        } else {
            after = read_declaration(at, last, indent, end)
            if (remark) mark_remark()
            if (members) mark_members(at, after, indent)
            else copy(at, after)
            at = after
        }
    }
    if (grouped) printf "/**@}*/"
}

function mark_members(at, after, indent,    first, behind, text) {
    first = members
    behind = members_end
    text = declaration
    copy(at, first)
    mark_declarations(first, behind, indent + 4, text ~ /^enum/ ? "," : "[;}]")
    if (behind + 1 < after) copy(behind + 1, after)
}

# How many declarations stand together from line `at` on, without a comment of their own.
function declarations_from(at, last, indent, end,    count, line) {
    while (at <= last) {
        line = substr(lines[at], indent + 1)
        if (line == "" || line ~ /^ *\/[*\/]/ || is_access(lines[at])) break
        if (line ~ /^#define /) {
            count++
            at = end_of_macro(at)
        } else if (is_no_declaration(line)) {
            at++
        } else {
            at = read_declaration(at, last, indent, end)
            if (remark) break
            count++
        }
    }
    return count
}

function end_of_macro(at) {
    while (lines[at] ~ /\\$/) at++
    return at + 1
}

function end_of_comment(at,    block) {
    block = lines[at] ~ /^ *\/\*/
    if (!block) {
        while (lines[at] ~ /^ *\/\//) at++
        return at
    }
    while (lines[at] !~ /\*\/ *$/) at++
    return at + 1
}

function copy(from, to) {
    for (; from < to; from++) print lines[from]
}

# A comment behind a member belongs to what stands before it.
function mark_remark() {
    sub(/\/\* /, "/**< ", lines[remark])
    sub(/\/\/ /, "///< ", lines[remark])
}

# ---- Comments ------------------------------------------------------------------------------------------------------

# Prints the comment of lines at.. with marks, `opening` and `first` at its beginning; returns the line after it.
function mark_comment(at, opening, first,    after, text, kind, before, line, in_list, margin) {
    after = end_of_comment(at)
    in_list = 0
    for (line = at; line < after; line++) {
        text = comment_text(lines[line])
        kind = kind_of_text(text, before)
        if (kind == "entry") {
            split_entry(text)
            text = (in_list ? "</dd>" : "<dl>") "<dt>" escaped(mark) "</dt><dd>" escaped(meaning)
            in_list = 1
        } else if (kind == "shown") {
            text = (before == "shown" ? "" : "@verbatim ") substr(text, 5)
            if (line + 1 >= after || kind_of_text(comment_text(lines[line + 1]), "shown") != "shown")
                text = text " @endverbatim"
        } else if (kind != "more") {
            text = (kind == "filled" && text ~ /^(GLIA_OK|Statuses )/ ? "@return " : "") escaped(text)
            if (in_list) text = "</dd></dl>" text
            in_list = 0
        } else {
            text = escaped(text)
        }
        if (line + 1 == after && in_list) text = text "</dd></dl>"
        margin = kind == "shown" && before == "shown" ? "" : " * "
        print (line == at ? opening "/** " first : margin) text (line + 1 == after ? " */" : "")
        before = kind
    }
    return after
}

# Text in which nothing means something to Doxygen, but names of the interface become links: a name that there is not is
# then a mistake.
function escaped(text) {
    gsub(/[\\@<>&#%$]/, "\\\\&", text)
    gsub(/"/, "\\&quot;", text)
    while (sub(/`/, "<tt>", text)) sub(/`/, "</tt>", text)
    gsub(/::/, "\\\\::", text)
    gsub(/glia_[a-z0-9_]*[a-z0-9]/, "#&", text)
    gsub(/GLIA_[A-Z0-9_]*[A-Z0-9]/, "#&", text)
    # But not "GLIA_TARGET_*", which means several, and what users set.
    while (match(text, /#[A-Za-z0-9_]+\*/) || match(text, /#GLIA_(PLUGIN_PATH|LOG_LEVEL|CPU|EMBED_PLUGINS)/) ||
        match(text, /#GLIA_(NO_DEPRECATION_WARNINGS|ERROR_UNKNOWN)/))
        text = substr(text, 1, RSTART - 1) substr(text, RSTART + 1)
    return text
}
