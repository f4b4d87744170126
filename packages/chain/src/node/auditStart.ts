import { parseEther } from 'viem'

/** What the contracts that draw reviewers and auditors start with, in base units of G; votes change it within the bounds of their code. */
export const auditStart = {
  beacon: { bond: parseEther('5000'), leastCommits: 3 },
  panels: { leastStake: parseEther('1000'), bond: parseEther('200'), fine: parseEther('50') },
} as const
