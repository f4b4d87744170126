import { parseEther } from 'viem'

/**
 * What `Emission` starts with: the parameters of the formula as `packages/economy` ships them (a test compares both), in 1e18 fixed point where they are not counts, and
 * its limits: the G a provider must have staked, what a challenger puts down, and how long challenges and answers have.
 */
export const emissionStart = {
  parameters: {
    basePerGpuHour: parseEther('0.002'),
    rebateShare: parseEther('0.8'),
    minersAtHalf: 10_000n,
    regulatorGain: parseEther('20'),
    environmentFloor: parseEther('0.8'),
    shareThreshold: parseEther('0.05'),
    sharePower: parseEther('1.5'),
    siteBonus: parseEther('0.1'),
  },
  limits: { leastG: 1_000, challengeBond: parseEther('10'), challengeSeconds: 86_400, answerSeconds: 86_400 },
} as const
