let outlineExamples = #"""
  ===
  Functions in both spellings
  ===
  #!/bin/bash
  # What it does.
  set -e

  # about one
  one() {
    inner() { :; }
  }
  function two { :; }   # at the end
  function three() (
    :
  )

  one "$@"
  two
  ---
  preamble 0..<36 Preamble
  function 36..<75 one
    function 56..<73 inner
  function 75..<110 two
  function 110..<135 three
  ===
  Functions in a condition, and two on a line
  ===
  if a; then
    f() { :; }
  else
    f() { b; }; g() { c; }
  fi
  ---
  preamble 0..<11 Preamble
  function 11..<24 f
  function 29..<41 f
  function 43..<54 g
  ===
  No functions
  ===
  echo hello
  ---

  ===
  A function in a here-document is none
  ===
  cat <<EOF
  f() { :; }
  EOF
  g() { :; }
  ---
  preamble 0..<25 Preamble
  function 25..<36 g
  ===
  An open condition in the first function
  ===
  f() {
    if a; then
      b
  }

  g() {
    c
  }
  ---
  function 0..<28 f
  function 28..<40 g
  ===
  An open string in the first function
  ===
  f() {
    echo "a
  }

  g() {
    echo "b"
  }
  ---
  function 0..<19 f
  function 19..<38 g
  ===
  Cut off (no final newline)
  ===
  f() {
    a
  }
  function g {
    if b; then
  ---
  function 0..<12 f
  function 12..<37 g
  """#

let referenceExamples = #"""
  ===
  Files that are sourced
  ===
  . ./lib.sh
  source "$(dirname "$0")/../common/log.sh" quiet
  source "${HERE}/other.sh"
  . /etc/profile
  source ~/.bashrc
  source "$FILE"
  ---
  import file lib.sh
  import file ../common/log.sh
  call dirname
  import file other.sh
  ===
  Files that are run
  ===
  bash -e scripts/build.sh --fast
  python3 "$HERE/fill.py"
  bash -c 'scripts/no.sh'
  ./run.sh
  "$HERE"/check.sh | sort
  /usr/bin/env x
  ---
  path file scripts/build.sh
  path file fill.py
  path file run.sh
  path file check.sh
  call sort
  ===
  Calls, each once in a section
  ===
  f() {
    echo "$(g a)"
    g b
    if ! h; then return 1; fi
    $cmd x
  }
  f
  f x
  ---
  call g
  call h
  call f
  """#
