/**
 * Wraps a command so that it starts with standard input, output and error and no other open file. A terminal's master side is
 * inherited by every process that is started later, which would let one lease read and type into another's terminal; bash closes
 * them before any of the renter's code runs (`-p`: it reads no start-up file and imports no function from the environment).
 * `lastKept` is the highest descriptor that stays: 2, or 3 for a program of ours that the agent talks to.
 */
export function withClosedDescriptors(command: readonly string[], lastKept = 2): { file: string; args: string[] } {
  return { file: '/bin/bash', args: ['-p', '-c', closeAndRun, String(lastKept), ...command] }
}

const closeAndRun = 'for entry in /dev/fd/*; do n="${entry##*/}"; if [ "$n" -gt "$0" ] 2>/dev/null; then eval "exec $n>&-"; fi; done; exec "$@"'
