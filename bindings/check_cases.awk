# awk -v iris=IRIS.csv -f check_cases.awk cases.md OUTPUT: whether a program's lines are those of the table in cases.md.
# A value <name> there stands for a hash: one name is one hash, and two names are two.
function wrong(line, why) {
    print "line " line ": " why
    failed = 1
}

FNR == NR {
    if ($0 ~ /^\| `[a-z_]+` \|/) {
        cells = split($0, cell, / \| /)
        id = cell[1]
        value = cell[cells]
        gsub(/[|` ]/, "", id)
        sub(/^`/, "", value)
        sub(/` \|$/, "", value)
        if ((at = index(value, "<iris>")) > 0) value = substr(value, 1, at - 1) iris substr(value, at + 6)
        ids[++count] = id
        values[count] = value
    }
    next
}

{
    line = FNR
    id = $1
    printed = substr($0, length(id) + 2)
    expected = values[line]
    if (id != ids[line]) {
        wrong(line, "'" id "' in the place of '" ids[line] "'")
    } else if (expected ~ /^<[a-z0-9_]+>$/) {
        if (length(printed) != 16 || printed !~ /^[0-9a-f]+$/) {
            wrong(line, id " is no hash: " printed)
        } else if (expected in hash_of && hash_of[expected] != printed) {
            wrong(line, id " is another hash than the first " expected)
        } else if (printed in name_of && name_of[printed] != expected) {
            wrong(line, id " is the hash of " name_of[printed])
        }
        hash_of[expected] = printed
        name_of[printed] = expected
    } else if (printed != expected) {
        wrong(line, id " is '" printed "', not '" expected "'")
    }
}

END {
    if (line != count) wrong(line, "the last; the table has " count)
    exit failed
}
