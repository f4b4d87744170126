import { bps } from '@infinitio/domain'
import type { Candidate, Measured } from './candidate.ts'
import type { RequestNeed } from './refuseCandidate.ts'

/** The shares that the receipts of a service showed: prompt tokens that were cached, and answers that paid for the start of a machine. */
export type PaidShares = Pick<Measured, 'cachedShare' | 'startShare'>

const wholeBps = 10_000
const million = 1_000_000

/** The shares of a service that this router has not asked yet. It counts as having no machine, so its start price counts in full. */
export const unmeasuredShares: PaidShares = { cachedShare: bps(0n), startShare: bps(BigInt(wholeBps)) }

/**
 * Returns the expected price of a request, in base units for a million of its tokens. The start price is multiplied by the share of answers that paid it. The
 * result is always above zero, so that a free service also has a weight.
 */
export function expectedPrice(
  { promptPrice, cachedPrice, answerPrice, startPrice }: Candidate,
  { need: { promptTokens, answerTokens }, shares }: { readonly need: RequestNeed; readonly shares: PaidShares },
): number {
  const cached = Number(shares.cachedShare) / wholeBps
  const prompt = Number(promptPrice) * (1 - cached) + Number(cachedPrice) * cached
  const start = Number(startPrice) * million * (Number(shares.startShare) / wholeBps)
  return (prompt * promptTokens + Number(answerPrice) * answerTokens + start) / Math.max(1, promptTokens + answerTokens) + 1
}
