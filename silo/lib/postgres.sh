# PostgreSQL on this machine, for whoever wants to try or test. Sourced; wants a function `die` that prints its arguments and exits.

# Sets pg_bin to the directory of the newest PostgreSQL, which is installed when there is none.
pg_need() {
  pg_bin=$(pg_newest)
  [ -n "$pg_bin" ] && return
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || die "PostgreSQL is not installed and only root can install it: apt-get install postgresql"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } >&2 || die "apt could not install postgresql"
  pg_bin=$(pg_newest)
  [ -n "$pg_bin" ] || die "postgresql was installed, but no initdb was found"
}

pg_newest() { { find /usr/lib/postgresql /usr/local/pgsql /opt/homebrew/opt/postgresql* -path '*/bin/initdb' 2>/dev/null || true; } | sort -V | tail -1 | xargs -r dirname; }

# PostgreSQL refuses to run as root.
pg_as_owner() { if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

# pg_init DIR: makes DIR/data, for connections from this machine only, without passwords.
pg_init() {
  [ "$(id -u)" -ne 0 ] || chown postgres "$1"
  pg_as_owner test -w "$1" || die "the user postgres cannot reach $1; choose a directory outside a home directory"
  pg_as_owner "$pg_bin/initdb" -D "$1/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >&2
}

# Prints the options that keep a server at a port of this machine to itself.
pg_options() { echo "-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"; }

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
