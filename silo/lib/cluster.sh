# A whole cluster on this machine, for trying it: PostgreSQL, two silos, two web processes and a proxy before them. Sourced by silo/run, which
# has built the engine; starts again whatever dies, and stops all of it when it is told to.

. "$root/silo/lib/postgres.sh"
die() { fail "$@"; }

declare -A pids=() launched=()
declare -a order=(postgres silo1 silo2 web1 web2 proxy)

free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    case " $taken " in *" $port "*) continue ;; esac
    port_is_free "$port" && { taken="$taken $port"; free_port=$port; return; }
  done
  die "no port is free"
}

# ports NAME...: sets each to a port that nobody uses.
taken=
ports() {
  local name
  for name in "$@"; do
    free_port
    printf -v "$name" %s "$free_port"
  done
}

# command_of NAME: sets `command` to what starts it. Everything that a process needs to be found by the others stays the same when it is started again.
command_of() {
  case $1 in
    postgres)
      eval "command=($(pg_options "$postgres_port"))"
      command=("$pg_bin/postgres" -D "$data/postgres/data" "${command[@]}")
      [ "$(id -u)" -ne 0 ] || command=(setpriv --reuid postgres --regid postgres --init-groups "${command[@]}")
      ;;
    silo1) silo 1 "$silo1_port" "$silo1_gateway" "$silo1_health" ;;
    silo2) silo 2 "$silo2_port" "$silo2_gateway" "$silo2_health" ;;
    web1) web 1 "$web1_port" ;;
    web2) web 2 "$web2_port" ;;
    proxy) command=("${engine[@]}" --role proxy --urls "http://localhost:$port"
      --ExamEngine:Proxy:Destinations:0 "http://127.0.0.1:$web1_port" --ExamEngine:Proxy:Destinations:1 "http://127.0.0.1:$web2_port") ;;
  esac
}

silo() {
  command=("${engine[@]}" --role silo --data "$data/silo$1" --keys "$data/keys" --urls "http://127.0.0.1:$4" --silo-port "$2" --gateway-port "$3")
}

web() { command=("${engine[@]}" --role web --data "$data/web$1" --urls "http://127.0.0.1:$2"); }

# launch NAME: in a session of its own, so that Ctrl-C reaches this script only.
launch() {
  local command
  command_of "$1"
  (cd "$data" && exec setsid "${command[@]}") >>"$data/logs/$1.log" 2>&1 &
  pids[$1]=$! launched[$1]=$SECONDS
  # Else bash would remark on each that is killed.
  disown
}

alive() { kill -0 "${pids[$1]}" 2>/dev/null; }

# until_true SECONDS WHAT COMMAND...: fails when it is not true in time.
until_true() {
  local tries=$(($1 * 5)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $((tries--)) -gt 0 ] || { stop_all; die "$what; see $data/logs"; }
    sleep 0.2
  done
}

sql() { "$pg_bin/psql" -h 127.0.0.1 -p "$postgres_port" -U postgres -v ON_ERROR_STOP=1 -qtAc "$1" "${2:-postgres}"; }

start_database() {
  mkdir -p "$data/postgres"
  pg_as_owner test -f "$data/postgres/data/PG_VERSION" || pg_init "$data/postgres" 2>>"$data/logs/postgres.log"
  launch postgres
  until_true 30 "PostgreSQL did not start" sql "select 1"
  [ "$(sql "select count(*) from pg_database where datname = 'examengine'")" = 1 ] || sql "create database examengine"
}

# stop SIGNAL NAME...: sends it to those that run and returns when they have ended.
stop() {
  local signal=$1 name
  shift
  for name in "$@"; do [ -z "${pids[$name]:-}" ] || kill -"$signal" "${pids[$name]}" 2>/dev/null || true; done
  for name in "$@"; do while [ -n "${pids[$name]:-}" ] && alive "$name"; do sleep 0.1; done; done
}

# Browsers first, data last. PostgreSQL takes SIGINT for "end the sessions and stop".
stop_all() {
  trap '' INT TERM
  stop TERM proxy web1 web2
  stop TERM silo1 silo2
  stop INT postgres
}

run_cluster() {
  local name old
  [ "${BASH_VERSINFO[0]}" -ge 4 ] && command -v setsid >/dev/null || die "A cluster on one machine needs Linux with bash 4 or later."
  mkdir -p "$data/logs"
  data=$(cd "$data" && pwd)
  for name in "${order[@]}"; do : >"$data/logs/$name.log"; done
  pg_need
  ports postgres_port silo1_port silo1_gateway silo1_health silo2_port silo2_gateway silo2_health web1_port web2_port
  export ExamEngine__Storage__Provider=Postgres
  export ExamEngine__Storage__ConnectionString="Host=127.0.0.1;Port=$postgres_port;Username=postgres;Database=examengine"
  export ExamEngine__PublicAddress="http://localhost:$port"
  export ExamEngine__Evidence__Directory="$data/evidence" ExamEngine__Evidence__Shared=true

  trap 'stop_all; exit 130' INT TERM
  start_database
  for name in silo1 silo2 web1 web2 proxy; do launch "$name"; done
  for name in silo1 silo2 web1 web2 proxy; do until_true 120 "$name did not start" grep -q "ExamEngine is ready" "$data/logs/$name.log"; done

  echo "ExamEngine is ready at http://localhost:$port"
  for name in "${order[@]}"; do printf '  %-9s pid %s\n' "$name" "${pids[$name]}"; done
  echo "Logs are in $data/logs. What dies is started again; Ctrl-C stops everything."
  while :; do
    sleep 0.5
    for name in "${order[@]}"; do
      alive "$name" && continue
      # One that ends at once is not started again at once.
      [ $((SECONDS - launched[$name])) -ge 2 ] || continue
      old=${pids[$name]}
      launch "$name"
      echo "  $name: pid $old ended, started again as pid ${pids[$name]}"
    done
  done
}
