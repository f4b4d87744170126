import { parseEther } from 'viem'

/**
 * Initial settings of `Emission`. The formula's parameters are the parameters in `packages/economy` (a test compares both), in 1e18 fixed point unless they are
 * counts. The limits are a provider's required stake of G tokens, the bond of a challenge, and the times for challenges and answers.
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
