/** The files in the home folder of a lease that checks a training. The program that runs the job writes them. */
export const checkPaths = {
  /** The numbers of the segments to run again, in one line. */
  segments: '.infinitio-job/segments',
  /** With `-` and the number of a segment: the file that lets it begin. It comes after the state from which the segment begins. */
  begin: '.infinitio-job/begin',
  /** The states to score, as paths in the home folder, one on each line. The file comes after the states and the hidden files. */
  scored: '.infinitio-job/scored',
  /** The folder of the states from which the segments begin, and which are scored. */
  stored: 'stored',
  /** The folder of the states after the segments that were run again. */
  again: 'again',
  hidden: 'hidden',
  /** The folder with the output of the scoring command, by the number of the line in `scored`. */
  scores: 'scores',
} as const

/** Returns the name of the state after a segment. Segments count from 1. */
export function stateName(segment: number): string {
  return `state-${segment}`
}

/**
 * Returns the shell script that runs the segments of a training, from the one after the newest state. Each runs in a new process with the variables
 * SEGMENT and SEGMENTS, reads the file STATE_IN (empty for segment 1), and writes the file STATE_OUT.
 */
export function trainScript({ command, segments }: { readonly command: string; readonly segments: number }): string {
  return `export SEGMENTS=${segments}
k=$(ls "$CHECKPOINT_DIR" | sed -n 's/^state-\\([0-9]*\\)\\.done$/\\1/p' | sort -n | tail -n 1)
k=\${k:-0}
while [ "$k" -lt ${segments} ]; do
  STATE_IN="$CHECKPOINT_DIR/state-$k"; [ "$k" = 0 ] && STATE_IN=
  k=$((k + 1))
  export SEGMENT=$k STATE_IN STATE_OUT="$CHECKPOINT_DIR/state-$k"
${runOne(command)}
done
`
}

/**
 * Returns the shell script that runs some segments of a training again, and then scores states. The segments come from a file. Without a scoring command, it
 * ends after the segments. The scoring command gets the file STATE and the folder HIDDEN, and its last line is the score.
 */
export function checkScript({
  command,
  segments,
  score,
}: {
  readonly command: string
  readonly segments: number
  readonly score: string | null
}): string {
  const { segments: drawn, begin, scored, stored, hidden, scores } = checkPaths
  const again = `export SEGMENTS=${segments}
for k in $(cat "$HOME/${drawn}"); do
  until [ -e "$HOME/${begin}-$k" ]; do sleep 0.2; done
  STATE_IN="$HOME/${stored}/state-$((k - 1))"; [ "$k" = 1 ] && STATE_IN=
  export SEGMENT=$k STATE_IN STATE_OUT="$CHECKPOINT_DIR/state-$k"
${runOne(command)}
done
`
  if (score === null) return again
  return `${again}until [ -e "$HOME/${scored}" ]; do sleep 0.2; done
mkdir -p "$HOME/${scores}" "$HOME/${hidden}"
n=0
while read -r path; do
  n=$((n + 1))
  STATE="$HOME/$path" HIDDEN="$HOME/${hidden}" sh -c ${wordOf(score)} </dev/null >"$HOME/${scores}/$n" || exit
done <"$HOME/${scored}"
`
}

/** The lines that run one segment. They end the script if the segment fails or writes no file. */
function runOne(command: string): string {
  return `  rm -rf "$STATE_OUT" "$STATE_OUT.done"
  sh -c ${wordOf(command)} || exit
  [ -f "$STATE_OUT" ] || { echo "segment $k wrote no file to STATE_OUT"; exit 1; }
  : >"$STATE_OUT.done"`
}

function wordOf(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
