/** How long the pool waits, as constants of the contract. A test compares them with Solidity. */
export const poolTimes = {
  /** An audit that nobody takes in so many blocks is left out. */
  auditBlocks: 200,
  /** For so many blocks after the first take, a lower draw takes the place. */
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

/** The chain forgets the hashes of older blocks. A draw whose seed is forgotten holds back nobody. */
export const keptHashes = 256

/** The places of runs: two audits, the run after a dispute, and five of an appeal. */
export const places = { audit: 0, second: 1, third: 2, firstOfAppeal: 3, count: 8 } as const
