/** The waiting times of the pool, which are constants of the contract. A test compares them with Solidity. */
export const poolTimes = {
  /** If nobody has taken an audit after this many blocks, the task continues without it. */
  auditBlocks: 200,
  /** For this many blocks after the first account took a run that checks a task, an account with a lower draw (random number) can replace the holder. */
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
 * The number of newest blocks with a hash that the chain still knows. These hashes select the accounts that may take a task. Once a hash is forgotten, every
 * account may take the task.
 */
export const keptHashes = 256

/** The numbers of the places for runs that check a task: two audits, the run after a dispute, and five in the second round of the dispute. */
export const places = { audit: 0, second: 1, third: 2, firstOfAppeal: 3, count: 8 } as const
