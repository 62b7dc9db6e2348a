# Finds or installs what ./run and ./test need. Sourced by them, with $root set.
# Each function leaves things as they are when there is nothing to do, so that all of it can be repeated.

say() { printf '%s\n' "$*" >&2; }

# Debian packages, as root or with sudo; says in one line what to install where neither is possible.
install_packages() {
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null && sudo=(sudo -n) || { say "Please install: $*"; return 1; }
  fi
  command -v apt-get >/dev/null || { say "Please install: $*"; return 1; }
  say "Installing $* ..."
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get update -qq >/dev/null &&
    DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    { say "Please install: $*"; return 1; }
}

# The .NET 10 SDK: the one on PATH, else one in .dotnet of this folder by the official installer.
need_dotnet() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    return
  fi
  export DOTNET_ROOT="$root/.dotnet" PATH="$root/.dotnet:$PATH"
  if [ ! -x "$DOTNET_ROOT/dotnet" ]; then
    say "Installing the .NET 10 SDK into $DOTNET_ROOT ..."
    local installer="$root/.dotnet/dotnet-install.sh"
    mkdir -p "$root/.dotnet"
    { curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$installer" || wget -qO "$installer" https://dot.net/v1/dotnet-install.sh; } 2>/dev/null &&
      bash "$installer" --channel 10.0 --install-dir "$DOTNET_ROOT" >/dev/null ||
      { say "Please install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"; exit 1; }
  fi
}

# A Chromium for the browser tests; STIPPLE_CHROMIUM names it. Without one those tests are counted as skipped.
need_chromium() {
  local name
  for attempt in find install; do
    for name in chromium chromium-browser google-chrome; do
      if command -v "$name" >/dev/null; then
        STIPPLE_CHROMIUM=$(command -v "$name")
        export STIPPLE_CHROMIUM
        return
      fi
    done
    [ "$attempt" = install ] || install_packages chromium || return 0
  done
}

# PostgreSQL's server programs on PATH, for the tests that start a private cluster.
need_postgresql() {
  local folder
  for attempt in find install; do
    command -v initdb >/dev/null && return
    for folder in /usr/lib/postgresql/*/bin; do
      [ -x "$folder/initdb" ] && { export PATH="$PATH:$folder"; return; }
    done
    [ "$attempt" = install ] || install_packages postgresql || return 0
  done
}

# A C compiler, for the tests that let the disk fail. Without one those tests are counted as skipped.
need_cc() {
  command -v cc >/dev/null && return
  install_packages gcc libc6-dev || return 0
}

# Builds when a source is newer than the last build; a built tree starts at once.
build() {
  local stamp="$root/artifacts/$1.stamp" what=$2
  if [ -f "$stamp" ] && [ -z "$(find "$root"/{src,evidence,tests,bench,global.json,Directory.Build.props,Directory.Packages.props,.editorconfig,BannedSymbols.txt} -newer "$stamp" -print -quit)" ]; then
    return
  fi
  local log="$root/artifacts/$1.log"
  mkdir -p "$root/artifacts"
  say "Building ..."
  touch "$stamp.new"
  if ! dotnet build "$root/$what" -c Release --nologo -v quiet >"$log" 2>&1; then
    say "The build failed:"
    grep -E 'error|warn' "$log" | sort -u | head -40 >&2 || cat "$log" >&2
    exit 1
  fi
  mv "$stamp.new" "$stamp"
}
