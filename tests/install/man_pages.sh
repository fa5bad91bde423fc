# Every command, public header and function has a manual page, in which no formatter finds a fault.
. "$TREE/tests/install/common.sh"
need mandoc
pages=$MOVED/share/man

expect_page() {
    [ -e "$pages/man$2/$1.$2.gz" ] || fail "there is no page $1($2)"
    gzip -dc "$pages/man$2/$1.$2.gz" >page # through a link, where there is one
    mandoc -T lint -W warning page || fail "$1($2) is wrong"
}

for command in $(commands_of glia); do
    expect_page "$command" 1
done
[ "$(ls "$pages/man1" | wc -l)" -gt 10 ] || fail "there are few commands"

expect_page libglia 3
for header in $(cd "$TREE/include" && find glia -name '*.h' -o -name '*.hpp' | grep -v '^glia/cpp/handle.hpp$'); do
    expect_page "$(echo "$header" | tr / _ | sed 's/^glia_glia\./glia./')" 3
done
for function in $(cat "$TREE/tests/abi/symbols.txt"); do
    [ -e "$pages/man3/$function.3.gz" ] || fail "there is no page $function(3)"
done

# No page refers to one that is not there.
gzip -dc "$pages"/man?/*.gz | sed -n 's/^\.BR \([^ ]*\) (\([13]\)).*/\1.\2/p' | tr -d '\\' | sort -u >references.txt
[ "$(wc -l <references.txt)" -gt 50 ] || fail "there are few references"
while read -r reference; do
    [ -e "$pages/man${reference##*.}/$reference.gz" ] || fail "there is no page $reference, to which others refer"
done <references.txt

# What a page says is what the header and the command say. (Bold is written with backspaces.)
shown() {
    gzip -dc "$pages/$1" | mandoc -T utf8 | sed 's/.\x08//g' | tr -s ' \n' ' '
}
shown man3/glia_model_clone.3.gz | grep -F "glia_model_clone(const glia_model* model, glia_model** out); An independent copy."
shown man1/glia-train.1.gz | grep -F -e "--epochs N passes over the rows"
shown man1/glia.1.gz | grep -F "GLIA_PLUGIN_PATH absolute directories"
shown man3/libglia.3.gz | grep -F "glia_model.h(3) a network and what is needed to use it"
