#!/bin/bash
# Packs the library with the native one and its plugins, and uses the package in a project outside the tree: as it is
# built, and as it is published for one system, where everything lies in one folder.
. "$(dirname -- "$0")/common.sh"
. "$(dirname -- "$0")/sdk.sh"

outside=$work/outside
rm -rf "$outside"
mkdir -p "$outside/program"
dotnet pack "$source/Glia/Glia.csproj" --configuration Release --artifacts-path "$outside/artifacts" --nologo \
    --verbosity quiet -p:UseSharedCompilation=false -p:GliaNative="$GLIA_LIBRARY_PATH"
[[ -f $outside/artifacts/package/release/Glia.$version.nupkg ]] || fail "the package is not of version $version"
cp "$source"/tests/package/{Consumer.cs,Consumer.csproj} "$outside/program"
cat >"$outside/program/nuget.config" <<CONFIG
<configuration>
  <packageSources>
    <clear />
    <add key="glia" value="$outside/artifacts/package/release" />
  </packageSources>
</configuration>
CONFIG

unset GLIA_LIBRARY_PATH LD_LIBRARY_PATH
export NUGET_PACKAGES=$outside/packages # not an older package of the same version
cd "$outside/program"

# uses FOLDER PLUGINS COMMAND...: the program takes the library from one folder and plugins from the other, or from
# the library, which may have them inside.
uses() {
    local said plugin=$2/sigmoid.so
    # Where activations are inside, files that lie beside the library still come first.
    [[ -z ${GLIA_TEST_INSIDE-} || $1 == "$2" ]] || plugin=$1/libglia.so.1
    said=$("${@:3}")
    printf '%s\n' "$said"
    [[ $said == *"library $1/libglia.so.1"*"plugin $plugin"*"accuracy 1"* ]] || fail "expected $1 and $2"
}

dotnet build Consumer.csproj --output ../built --nologo --verbosity quiet -p:UseSharedCompilation=false
native=$outside/built/runtimes/$runtime/native
uses "$native" "$native/glia/1" dotnet ../built/Consumer.dll

dotnet publish Consumer.csproj --runtime "$runtime" --self-contained false --output ../published --nologo \
    --verbosity quiet -p:UseSharedCompilation=false
uses "$outside/published" "$outside/published" ../published/Consumer
