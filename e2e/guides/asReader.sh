#!/bin/bash
# Stands before a program in the path of a guide's shell, under the name of that program, and does what a reader does beside typing the line: it presses Ctrl-C,
# opens a second terminal, answers "y", and sees that an exit code is the promised one. $GUIDE/acts has one act on a line: kind, beginning of the line, text.
name=${0##*/}
read -r -a program < "$GUIDE/programs/$name"
line="$name $*"
out=$(mktemp "$GUIDE/out.XXXXXX")

# Waits up to three minutes until the program has printed a text. Fails if the program ends before. For an empty text, waits ten seconds, and fails if the
# program fails in this time.
await() {
  if [ -z "$2" ]; then
    for _ in $(seq 100); do
      kill -0 "$1" 2> /dev/null || { wait "$1"; return; }
      sleep 0.1
    done
    return 0
  fi
  for _ in $(seq 1800); do
    grep -q -e "$2" "$out" && return 0
    kill -0 "$1" 2> /dev/null || { sleep 0.2; grep -q -e "$2" "$out"; return; }
    sleep 0.1
  done
  return 1
}

# Runs the program. The command asks before it signs, and the reader answers "y".
answering() {
  [ "$name" = infinitio ] || exec "${program[@]}" "$@"
  "${program[@]}" "$@" 2> "$out"
  local code=$?
  cat "$out" >&2
  if [ $code = 90 ] && grep -q 'wallet.not_confirmed' "$out"; then "${program[@]}" "$@" --yes; else return $code; fi
}

while IFS=$'\t' read -r kind start text; do
  [[ "$line" == "$start"* ]] || continue
  # With job control, the program gets Ctrl-C as it does at a terminal.
  set -m
  case $kind in
    until)
      "${program[@]}" "$@" > "$out" 2>&1 < /dev/null &
      await $! "$text"; shown=$?
      kill -INT -- -$! 2> /dev/null
      wait $!
      cat "$out"
      exit $shown
      ;;
    beside)
      "${program[@]}" "$@" > "$out" 2>&1 < /dev/null &
      echo $! >> "$GUIDE/beside"
      disown
      await $! "$text"; shown=$?
      cat "$out"
      exit $shown
      ;;
    ends)
      answering "$@"
      code=$?
      [ "$code" = "$text" ] && exit 0
      echo "$line ended with $code, not with $text" >&2
      exit 1
      ;;
  esac
done < "$GUIDE/acts"

answering "$@"
