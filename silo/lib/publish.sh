# The server as the image has it: compiled ahead for this machine, so that it starts at once. Sourced.

# publish ROOT LOG: publishes the server of the repository at ROOT, what is said about it goes to LOG, and sets EXAMENGINE_SERVER for whoever starts it.
publish() {
  dotnet publish "$1/silo" --configuration Release --no-self-contained -p:PublishReadyToRun=true --output "$1/silo/bin/published" --nologo --verbosity quiet >"$2" 2>&1 || return
  export EXAMENGINE_SERVER=$1/silo/bin/published/ExamEngine.Silo.dll
}
