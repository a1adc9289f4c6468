# Counts what was proved. Sourced; keeps the sums of everything reported in three variables.

passed=0 failed=0 skipped=0

# tally NAME SECONDS EXIT PASSED FAILED SKIPPED: adds one line. A failure that no count explains is one failure.
tally() {
  local name=$1 seconds=$2 exit=$3 p=$4 f=$5 s=$6
  if [ "$exit" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  printf '%-20s %5d passed  %3d failed  %3d skipped  %4d s\n' "$name" "$p" "$f" "$s" "$seconds"
}

# Counts in the closing lines of Microsoft.Testing.Platform: "passed failed skipped".
counts_of_dotnet() {
  awk '/^ *succeeded: /{p=$2} /^ *failed: /{f=$2} /^ *skipped: /{s=$2} END{print p+0, f+0, s+0}' "$1"
}

# Counts in vitest's closing line, "Tests  1 failed | 41 passed | 2 skipped (44)": "passed failed skipped".
counts_of_vitest() {
  awk '/^ *Tests  /{for(i=2;i<=NF;i++){if($i=="passed")p=$(i-1);if($i=="failed")f=$(i-1);if($i=="skipped")s=$(i-1)}} END{print p+0, f+0, s+0}' "$1"
}

# step NAME COMMAND...: something that passes or fails as a whole; its output is shown when it fails.
step() {
  local name=$1 started=$SECONDS exit=0
  shift
  "$@" >"$work/step.log" 2>&1 || exit=$?
  if [ $exit -ne 0 ]; then
    tail -100 "$work/step.log"
    tally "$name" $((SECONDS - started)) $exit 0 1 0
  else
    printf '%-20s ok %38d s\n' "$name" $((SECONDS - started))
  fi
  return $exit
}
