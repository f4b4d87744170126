/** The waiting times of the pool, which are constants of the contract. A test compares them with Solidity. */
export const poolTimes = {
  /** After this many blocks, an audit that nobody has taken is left out. */
  auditBlocks: 200,
  /** For this many blocks after a place was first taken, an account with a lower draw can replace its holder. */
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

/** The number of newest blocks with a hash that the chain still knows. Once the seed of a draw is forgotten, the draw excludes nobody. */
export const keptHashes = 256

/** The numbers of the places for runs that check a task: two audits, the run after a dispute, and five of an appeal. */
export const places = { audit: 0, second: 1, third: 2, firstOfAppeal: 3, count: 8 } as const
