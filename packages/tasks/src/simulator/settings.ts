/** The members of a simulated pool. Shares are basis points of all accounts or, if the comment says so, of the honest ones. All accounts have the same bond. */
export type PoolSettings = {
  readonly accounts: number
  /** Accounts that fake their tasks. Those of one group cover for each other when they audit: an account in a group of 1 has no help, and a group of all cheats is a cartel. */
  readonly cheatBps: number
  readonly groupSize: number
  /** How many chunks of its tasks a cheat fakes. */
  readonly faked: number
  /** The part of its bond that a cheat has in tasks. With the rest it waits for audits. */
  readonly cheatLoadBps: number
  /** Whether cheats go on after they were caught. Otherwise they are out, as the pool's rules say. */
  readonly cheatsStay: boolean
  /** Whether a cheat that lost by the third run appeals with a second stake. Honest accounts always do. */
  readonly cheatsAppeal: boolean
  /** The honest accounts that never answer, and those that copy the worker's answer instead of calculating an audit. */
  readonly absentBps: number
  readonly copyingBps: number
  /** The part of their bond for tasks that honest accounts should have in tasks. */
  readonly loadBps: number
  readonly chunks: number
  /** Audited and right tasks in a row of every worker, which decides the chance of an audit of unsplit work. */
  readonly streak: number
  /** The stake in rewards, where it differs from the rules. */
  readonly stakeTimes: bigint | null
  readonly tasks: number
  /** Tasks before counting begins. */
  readonly warmUp: number
  readonly seed: number
}

/** A pool of 200 honest accounts with split tasks. Rows of a table name what differs. */
export const honestPool: PoolSettings = {
  ...{ accounts: 200, cheatBps: 0, groupSize: 1, faked: 256, cheatLoadBps: 2_000, cheatsStay: true, cheatsAppeal: false },
  ...{ absentBps: 0, copyingBps: 0, loadBps: 5_000, chunks: 256, streak: 0, stakeTimes: null },
  ...{ tasks: 1_500, warmUp: 500, seed: 1 },
}

/** The result of a simulation. Counts are of the tasks after the warm-up. Profits are in millionths of a reward, for each task, after the cost of the work. */
export type PoolReport = {
  readonly tasks: number
  readonly fakedTasks: number
  readonly caught: number
  readonly chunks: number
  readonly wrongChunks: number
  readonly audits: number
  readonly auditsByCheats: number
  readonly unaudited: number
  /** Honest workers and auditors that lost a stake. */
  readonly honestLosses: number
  /** Chunks that audits and further runs calculated, beside those of the workers. */
  readonly checkedChunks: number
  /** The part of the honest bond for tasks that was in tasks, in basis points. */
  readonly reachedLoadBps: number
  readonly honestProfit: number
  readonly cheatProfit: number
}
