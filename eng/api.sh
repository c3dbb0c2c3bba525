# ./do api: writes the public API of every library to its PublicAPI.Unshipped.txt, from what the compiler's own check says is
# missing there. Read the diff: it is what users can call. Sourced by ./do, which stands in the root of the repository.

write_public_api() {
  local project file
  for project in src/Runtime/TypedTasks.csproj src/Redis/TypedTasks.Redis.csproj src/Testing/TypedTasks.Testing.csproj; do
    file=${project%/*}/PublicAPI.Unshipped.txt
    printf '#nullable enable\n' >"$file"
    # One framework is enough: the API is the same on all. What is missing is an error, so the build ends badly: that is the list.
    { dotnet build "$project" -f net10.0 -v q -nologo 2>&1 || true; } |
      sed -nE "s/.*error RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u >>"$file"
    echo "$file: $(($(wc -l <"$file") - 1)) symbols"
  done
}
