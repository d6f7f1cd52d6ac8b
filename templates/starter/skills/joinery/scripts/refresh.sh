#!/usr/bin/env bash
# Ingest folders again and show what would be deployed. Changes no target.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: refresh.sh [--home DIR] FOLDER...

Ingests every FOLDER into the library, then prints the workspace's status and the
plan of what `joinery deploy` would do. Nothing is deployed.
TEXT
}

fail() {
  echo "refresh.sh: $1" >&2
  exit "${2:-1}"
}

# Ingest one folder; say so when it is not there, and go on with the others.
ingest() {
  local folder=$1
  if [ ! -d "$folder" ]; then
    echo "refresh.sh: skipped, no such folder: $folder" >&2
    return 1
  fi
  joinery ${options[@]+"${options[@]}"} ingest "$folder"
}

options=()
folders=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --home) [ $# -gt 1 ] || fail "--home needs a folder" 64; options+=(--home "$2"); shift ;;
    --) shift; folders+=("$@"); break ;;
    -*) fail "unknown option: $1" 64 ;;
    *) folders+=("$1") ;;
  esac
  shift
done
[ ${#folders[@]} -gt 0 ] || { usage >&2; exit 64; }
command -v joinery >/dev/null || fail "joinery is not on the PATH"

failed=0
for folder in "${folders[@]}"; do ingest "$folder" || failed=1; done
joinery ${options[@]+"${options[@]}"} status
joinery ${options[@]+"${options[@]}"} plan
exit "$failed"
