/**
 * The settings of a simulated task pool. Fractions are in basis points of all accounts or, where the comment says so, of the honest accounts. All accounts have
 * the same bond.
 */
export type PoolSettings = {
  readonly accounts: number
  /**
   * `cheatBps` is the fraction of accounts, in basis points, that fake their tasks (cheats). `groupSize` is the number of cheats in a group. In audits, the
   * accounts of a group confirm each other's answers. In a group of 1, nobody does so; one group of all cheats is a cartel.
   */
  readonly cheatBps: number
  readonly groupSize: number
  /** How many chunks of each task a cheat fakes. */
  readonly faked: number
  /** The part of its bond, in basis points, that a cheating account uses for tasks. It keeps the rest for audits. */
  readonly cheatLoadBps: number
  /** True if cheating accounts continue after they were caught. Otherwise they are excluded, as in the pool's rules. */
  readonly cheatsStay: boolean
  /**
   * True if a cheating account appeals, with a second stake, after it lost a dispute because a third account calculated another answer. Honest accounts always
   * appeal.
   */
  readonly cheatsAppeal: boolean
  /**
   * Two fractions of the honest accounts, in basis points: `absentBps` never respond, and `copyingBps` copy the worker's answer instead of calculating an
   * audit.
   */
  readonly absentBps: number
  readonly copyingBps: number
  /** The target load of honest accounts, in basis points of the stakes that they may have in tasks. The simulation submits tasks until this load is reached. */
  readonly loadBps: number
  readonly chunks: number
  /** The streak (right tasks in a row, as audits showed) that every worker is assumed to have. It decides the probability of an audit of an unsplit task. */
  readonly streak: number
  /** The stake as a multiple of the reward; null to use the rules of the pool. */
  readonly stakeTimes: bigint | null
  readonly tasks: number
  /** Tasks before counting begins. */
  readonly warmUp: number
  readonly seed: number
}

/** The settings of a pool of 200 honest accounts with split tasks. The rows of `poolRows` state only how they differ from these settings. */
export const honestPool: PoolSettings = {
  ...{ accounts: 200, cheatBps: 0, groupSize: 1, faked: 256, cheatLoadBps: 2_000, cheatsStay: true, cheatsAppeal: false },
  ...{ absentBps: 0, copyingBps: 0, loadBps: 5_000, chunks: 256, streak: 0, stakeTimes: null },
  ...{ tasks: 1_500, warmUp: 500, seed: 1 },
}

/**
 * The result of a simulation. Only tasks after the warm-up are counted. Profits are means for each task, after the cost of calculating it, in millionths of a
 * reward.
 */
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
  /** The number of chunks (parts of tasks) that audits and further runs calculated, in addition to the workers' chunks. */
  readonly checkedChunks: number
  /** How much of the stakes that honest accounts may have in tasks was really in tasks, in basis points. */
  readonly reachedLoadBps: number
  readonly honestProfit: number
  readonly cheatProfit: number
}
