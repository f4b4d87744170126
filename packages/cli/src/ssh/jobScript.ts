import { shellWord } from '../terminal/texts.ts'

/** A command on a lease that outlives the connection it was started by: `folder` is its own in the lease's home, `mark` ends its output there. */
export type Job = { readonly folder: string; readonly mark: string; readonly words: readonly string[] }

/** What the remote shell says on standard error before anything of the command. */
export const beganLine = 'infinitio: began\n'

/**
 * Runs the command in a session of its own, so that neither a lost connection nor its end reaches it, and writes the mark with the exit code
 * behind its output. Where the disk is full the output gives way: without its mark nobody would hear of the end.
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
 * The script for the lease's shell that starts a job, or takes it up again when it is begun, and sends its output from these bytes on. It reads names of
 * signals for the job, a line each, and ends with its input. One word is a line for the shell, several are a program and its arguments as they are.
 * Needs `sh`, `tail`, `mkdir`, `sleep`; `setsid` where signals are to reach what the command starts. Pure.
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
