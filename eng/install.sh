# What the scripts need beside the .NET SDK. Sourced by eng/test.sh and eng/aot.sh.

# Installs Debian packages, or says what is missing; what needs it then fails by name.
apt_install() {
  local as_root=(env)
  ((EUID == 0)) || as_root=(sudo -n env)
  if ! command -v apt-get >/dev/null; then
    echo "missing: $*; there is no apt-get here: install the equivalents and run ./do again"
  elif ((EUID != 0)) && ! sudo -n true 2>/dev/null; then
    echo "missing: $*; run: sudo apt-get install $*"
  else
    echo "installing: $*"
    # RUNLEVEL=1: no system-wide redis-server is started; the suites start their own.
    if ! { "${as_root[@]}" apt-get update -qq &&
      "${as_root[@]}" RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; }; then
      echo "missing: $*; apt-get could not install them"
    fi
  fi
}
