/**
 * Names of pool functions for tasks in which a worker or auditor has locked stake and must act in time. The worker process sends these calls first, and they
 * count only against the budget of their account.
 */
const working: ReadonlySet<string> = new Set([
  ...['commit', 'answerRun', 'reveal', 'showRun'],
  ...['release', 'contradict', 'dispute', 'disputeChunk', 'appeal'],
])
const taking: ReadonlySet<string> = new Set(['accept', 'takeRun'])

/**
 * Returns the priority of a function of the task pool: 0 for tasks that have begun, 1 for accepting new tasks, 2 for all others. Lower numbers are sent first.
 */
export function poolLaneOf(name: string): number {
  if (working.has(name)) return 0
  return taking.has(name) ? 1 : 2
}

/**
 * Returns the budget that limits a call. Steps of tasks that have begun count only against the budget of their account. So workers can take these steps, and
 * keep their stake, even if the budget of all accounts is used up.
 */
export function poolBudgetOf(name: string): 'account' | 'total' {
  return working.has(name) ? 'account' : 'total'
}
