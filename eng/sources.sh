# ./do sources: every rule over a large body of C# that nobody wrote for us. Sourced by ./do.
# Outside continuous integration: it fetches 100 MB of Debian's source package mono, once, into a folder outside the tree.

sources_folder=${TYPEDTASKS_SOURCES:-${XDG_CACHE_HOME:-$HOME/.cache}/typedtasks/sources}
sources_mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
sources_suite=bookworm

# The upstream source, unpacked; apt checks the signature. Nothing of the machine's own apt is touched.
fetch_mono() {
  if [[ -e $sources_folder/mono/.complete ]]; then return; fi
  command -v apt-get >/dev/null || { echo "missing: apt-get; unpack Debian's source package mono into $sources_folder/mono" >&2; return 1; }
  local apt=$sources_folder/apt
  mkdir -p "$apt"/{lists/partial,archives/partial,download} "$sources_folder/mono"
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $sources_mirror $sources_suite main" >"$apt/sources.list"
  local options=(
    -o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt" -o "APT::Sandbox::User=$(id -un)" -qq
  )
  apt-get "${options[@]}" update
  (cd "$apt/download" && apt-get "${options[@]}" source --download-only mono)
  tar -xf "$apt"/download/mono_*.orig.tar.* -C "$sources_folder/mono" --strip-components 1 --wildcards '*.cs'
  touch "$sources_folder/mono/.complete"
}

# Once as it is, where no rule may say anything, and once with a task planted in every tenth method, for bodies and payloads.
analyze_sources() {
  fetch_mono
  local run=(dotnet run --project bench/TypedTasks.Bench.Sources -c Release --no-build --)
  dotnet build bench/TypedTasks.Bench.Sources -c Release -v quiet
  mkdir -p artifacts
  "${run[@]}" "$sources_folder/mono"
  "${run[@]}" "$sources_folder/mono" --plant "${1:-10}" --report artifacts/sources.tsv
  echo "each diagnostic with its line: artifacts/sources.tsv"
}
