/**
 * Wraps a command so that it starts with no open files except standard input, output and error. Processes would otherwise inherit the master side of other
 * terminals, and one lease could read another's terminal and type into it. So bash closes these files before any code of the renter runs; `-p` keeps bash from
 * reading start-up files and imported functions. `lastKept` is the highest descriptor that stays open: 2, or 3 for a helper program that has a further channel
 * to the agent.
 */
export function withClosedDescriptors(command: readonly string[], lastKept = 2): { file: string; args: string[] } {
  return { file: '/bin/bash', args: ['-p', '-c', closeAndRun, String(lastKept), ...command] }
}

const closeAndRun = 'for entry in /dev/fd/*; do n="${entry##*/}"; if [ "$n" -gt "$0" ] 2>/dev/null; then eval "exec $n>&-"; fi; done; exec "$@"'
