import { parseEther } from 'viem'

/** What the contracts that draw reviewers and auditors, and the registry of carbon proofs, start with, in base units of G; votes change it within the bounds of their code. */
export const auditStart = {
  beacon: { bond: parseEther('5000'), leastCommits: 3 },
  panels: { bond: parseEther('1000'), fine: parseEther('50') },
  carbon: { bond: parseEther('1000'), auditorFee: parseEther('20'), slashBps: 5_000, auditSeconds: 3 * 86_400, auditors: 3 },
} as const
