/** Steps of a worker or an auditor that have locked stake and little time. They go first, and count only for the budget of their account. */
const working: ReadonlySet<string> = new Set([
  ...['commit', 'answerRun', 'reveal', 'showRun'],
  ...['release', 'contradict', 'dispute', 'disputeChunk', 'appeal'],
])
const taking: ReadonlySet<string> = new Set(['accept', 'takeRun'])

/** Returns the lane of a function of the pool: 0 for steps of work that has begun, 1 for those that begin it, 2 for all others. Lower lanes are sent first. */
export function poolLaneOf(name: string): number {
  if (working.has(name)) return 0
  return taking.has(name) ? 1 : 2
}

/** Returns the budget that a call uses besides that of its account. So nobody can use up the budget with which workers keep their stake. */
export function poolBudgetOf(name: string): 'account' | 'total' {
  return working.has(name) ? 'account' : 'total'
}
