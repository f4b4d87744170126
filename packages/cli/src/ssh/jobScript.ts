import { shellWord } from '../terminal/texts.ts'

/**
 * A command on a lease that survives its connection. `folder` is the job's folder in the home of the lease. `mark` is a text that the job writes at the end of
 * its output.
 */
export type Job = { readonly folder: string; readonly mark: string; readonly words: readonly string[] }

/** The remote shell writes this line to standard error just before the command's output begins. */
export const beganLine = 'infinitio: began\n'

/**
 * Runs the command in a separate session, so that a lost connection does not end it. Then writes the mark, with the exit code, after its output. If the disk is
 * full, first deletes all output to make space for the mark.
 */
const keeper = `folder=$1; mark=$2; shift 2
trap : INT TERM HUP
session=; command -v setsid >/dev/null && session=setsid
export PYTHONUNBUFFERED="\${PYTHONUNBUFFERED-1}"
$session sh -c 'echo $$ >"$1/pid"; shift; exec "$@"' infinitio "$folder" "$@" </dev/null >>"$folder/out" 2>>"$folder/err"
ended=$(printf '%s%03d' "$mark" $?)
printf %s "$ended" >>"$folder/out" || { : >"$folder/out"; : >"$folder/err"; printf %s "$ended" >>"$folder/out"; }
printf %s "$ended" >>"$folder/err"`

/**
 * Returns the shell script that starts a job, or resumes a job that runs already. It sends the job's output from the byte offsets in `from` on. The script
 * reads signal names for the job from its standard input, one per line, and stops when its input ends. If `words` has one word, the shell reads that word as a
 * command line; several words are a program with its arguments. Needs `sh`, `tail`, `mkdir` and `sleep`, and also `setsid` to send signals to child processes.
 * Pure.
 */
export function jobScript({ folder, mark, words }: Job, from: { out: number; err: number }): string {
  const command = words.length === 1 ? ['sh', '-c', ...words] : words
  const started = [keeper, 'infinitio']
    .map(shellWord)
    .concat('"$folder"', [mark, ...command].map(shellWord))
    .join(' ')
  return `umask 077
folder="$HOME"/${shellWord(folder)}
session=; command -v setsid >/dev/null && session=setsid
first=; mkdir -p "$folder" && mkdir "$folder/begun" 2>/dev/null && first=1
[ -d "$folder/begun" ] || exit 73
: >>"$folder/out"; : >>"$folder/err"
exec 3<&0
printf '%s' ${shellWord(beganLine)} >&2
tail -c +${from.out + 1} -f "$folder/out" </dev/null 2>/dev/null & out=$!
tail -c +${from.err + 1} -f "$folder/err" </dev/null >&2 2>/dev/null & err=$!
{ while read -r signal; do
  for second in 1 2 3 4 5; do [ -s "$folder/pid" ] && break; sleep 1; done
  read -r pid <"$folder/pid"
  kill -s "$signal" -- "-$pid" || kill -s "$signal" "$pid"
done; kill $out $err; } <&3 >/dev/null 2>&1 & signals=$!
[ -z "$first" ] || $session sh -c ${started} </dev/null >/dev/null 2>&1 3<&-
wait $signals`
}
