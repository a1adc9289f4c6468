# Tools that the tests call, and how to get them. Sourced.

# need PACKAGE COMMAND...: installs the Debian package of any command that is missing, as root; else says how to.
declare -a missing_packages=()

need() {
  local package=$1 command
  shift
  for command in "$@"; do
    command -v "$command" >/dev/null || { missing_packages+=("$package"); return; }
  done
}

need_postgres() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing_packages+=(postgresql)
}

install_missing() {
  [ ${#missing_packages[@]} -eq 0 ] && return
  local install="apt-get install --yes --no-install-recommends ${missing_packages[*]}"
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need: ${missing_packages[*]}. Install them, for instance with: sudo $install" >&2
    return 1
  fi
  echo "installing ${missing_packages[*]}"
  { apt-get update && DEBIAN_FRONTEND=noninteractive $install; } >"$work/apt.log" 2>&1 || { tail -20 "$work/apt.log" >&2; return 1; }
}
