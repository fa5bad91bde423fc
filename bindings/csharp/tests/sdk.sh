# The .NET SDK, so that it writes nothing outside the build directory and leaves no process behind. To be sourced.
work=$GLIA_CSHARP_WORK/dotnet
mkdir -p "$work"
export DOTNET_CLI_HOME=$work/home NUGET_PACKAGES=$work/packages DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

runtime=linux-x64
[[ $(uname -m) != aarch64 ]] || runtime=linux-arm64

package_source=()
[[ -z ${GLIA_NUGET_SOURCE-} ]] || package_source=(--source "$GLIA_NUGET_SOURCE")
patience=60 # seconds, where a package source does not answer

# build PROJECT OPTION...
build() {
    dotnet build "$1" --configuration Release --artifacts-path "$work" --nologo --verbosity quiet \
        -p:UseSharedCompilation=false "${@:2}"
}

# restored PROJECT OPTION...: whether the packages of a project are at hand.
restored() {
    timeout "$patience" dotnet restore "$1" --artifacts-path "$work" --verbosity quiet "${package_source[@]}" \
        "${@:2}"
}
