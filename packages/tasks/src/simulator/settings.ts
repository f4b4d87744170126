/**
 * The members and tasks of a simulated pool. Shares are basis points of all accounts or, if the comment says so, of the honest accounts. All accounts have the
 * same bond.
 */
export type PoolSettings = {
  readonly accounts: number
  /**
   * The share of accounts that fake their tasks (cheats), and the size of their groups. Accounts of one group confirm each other's answers in audits. An
   * account in a group of 1 has no such help, and one group of all cheats is a cartel.
   */
  readonly cheatBps: number
  readonly groupSize: number
  /** How many chunks of each task a cheat fakes. */
  readonly faked: number
  /** The part of its bond that a cheat uses for tasks. It keeps the rest for audits. */
  readonly cheatLoadBps: number
  /** Whether cheats continue after they were caught. Otherwise they are excluded, as in the pool's rules. */
  readonly cheatsStay: boolean
  /** Whether a cheat that lost a dispute, because a third account calculated another answer, appeals with a second stake. Honest accounts always appeal. */
  readonly cheatsAppeal: boolean
  /** The share of honest accounts that never answer, and of those that copy the worker's answer instead of calculating an audit. */
  readonly absentBps: number
  readonly copyingBps: number
  /** The part of the bond for tasks that honest accounts should use, in basis points. The simulation submits tasks until they do. */
  readonly loadBps: number
  readonly chunks: number
  /** The number of audited and right tasks in a row (streak) that every worker is assumed to have. It decides the chance of an audit of unsplit work. */
  readonly streak: number
  /** The stake as a multiple of the reward; null to use the rules of the pool. */
  readonly stakeTimes: bigint | null
  readonly tasks: number
  /** Tasks before counting begins. */
  readonly warmUp: number
  readonly seed: number
}

/** The settings of a pool of 200 honest accounts with split tasks. The rows of tables state only their differences to it. */
export const honestPool: PoolSettings = {
  ...{ accounts: 200, cheatBps: 0, groupSize: 1, faked: 256, cheatLoadBps: 2_000, cheatsStay: true, cheatsAppeal: false },
  ...{ absentBps: 0, copyingBps: 0, loadBps: 5_000, chunks: 256, streak: 0, stakeTimes: null },
  ...{ tasks: 1_500, warmUp: 500, seed: 1 },
}

/** The result of a simulation. Counts are of tasks after the warm-up. Profits are means for each task after the cost of its work, in millionths of a reward. */
export type PoolReport = {
  readonly tasks: number
  readonly fakedTasks: number
  readonly caught: number
  readonly chunks: number
  readonly wrongChunks: number
  readonly audits: number
  readonly auditsByCheats: number
  readonly unaudited: number
  /** The number of times that an honest worker or auditor lost a stake. */
  readonly honestLosses: number
  /** The number of chunks that audits and further runs calculated, in addition to the workers' chunks. */
  readonly checkedChunks: number
  /** The part of the honest bond for tasks that was really in tasks, in basis points. */
  readonly reachedLoadBps: number
  readonly honestProfit: number
  readonly cheatProfit: number
}
