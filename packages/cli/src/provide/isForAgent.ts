/** Words after `provide` that manage many machines. They run in this program, because they need no agent. */
const manyMachines: readonly string[] = ['fleet', 'maintenance']

/**
 * Returns true if the agent's program runs a command with these words, so that the other commands need not be loaded. Returns false for `provide fleet` and
 * `provide maintenance`, and for all commands except `provide`.
 */
export function isForAgent([command, first = '']: readonly string[]): boolean {
  return command === 'provide' && !manyMachines.includes(first)
}
