import { assert } from '@infinitio/domain'
import { divDown, mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Demand of the last 24 hours, for the node's class of GPUs and for all classes. `requests` are the number of leases that were made, `tokens` the money spent
 * for them in PToken base units.
 */
export type DemandFacts = { requestsOfClass: bigint; requestsOfAll: bigint; tokensOfClass: bigint; tokensOfAll: bigint }

/**
 * Returns M, the factor of the emission formula for demand, in [0, 1e18]: the class's fraction of all requests and its fraction of all spent tokens, weighted
 * by `demandOfRequests`. 0 without demand. Rounded down. The facts come from the journal and the chain.
 */
export function demand(facts: DemandFacts, { demandOfRequests }: EconomyParameters): bigint {
  const requests = shareOf(facts.requestsOfClass, facts.requestsOfAll)
  const tokens = shareOf(facts.tokensOfClass, facts.tokensOfAll)
  return mulDown(demandOfRequests, requests) + mulDown(WAD - demandOfRequests, tokens)
}

function shareOf(part: bigint, whole: bigint): bigint {
  assert(part >= 0n && part <= whole, 'a part is within its whole')
  return whole === 0n ? 0n : divDown(part, whole)
}
