/** The waiting times of the pool, which are constants of the contract. A test compares them with Solidity. */
export const poolTimes = {
  /** An audit that nobody has taken after this many blocks is left out, and the task continues without it. */
  auditBlocks: 200,
  /** For this many blocks after an account was the first to take a check of a task, an account with a lower draw (random number) can replace it. */
  lowerBlocks: 5,
  answerSeconds: 60,
  disputeSeconds: 172_800,
  appealAnswerSeconds: 86_400,
  revealSeconds: 3_600,
  revealBlocks: 500,
  showSeconds: 3_600,
  contradictSeconds: 600,
  unauditedSeconds: 86_400,
  appealSeconds: 86_400,
} as const

/**
 * The number of newest blocks for which the chain still knows the hash. These hashes select the accounts that may take a task. Once the chain has forgotten the
 * hash for a task, every account may take it.
 */
export const keptHashes = 256

/**
 * The numbers (places) of the runs that check one task: 0 and 1 are the two audits, 2 is the run that follows when a dispute was opened, and 3 to 7 are the
 * five runs after an appeal.
 */
export const places = { audit: 0, second: 1, third: 2, firstOfAppeal: 3, count: 8 } as const
