import { assert } from '@infinitio/domain'
import { divDown, mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/** What was asked for and spent in the last 24 hours: on the node's class, and on all. Requests are a count, tokens PToken base units. */
export type DemandFacts = { requestsOfClass: bigint; requestsOfAll: bigint; tokensOfClass: bigint; tokensOfAll: bigint }

/** M, in [0, 1e18]: the class's share of requests and of tokens spent, weighted; 0 where nothing was asked for. Rounded down. Source: journal and chain. */
export function demand(facts: DemandFacts, { demandOfRequests }: EconomyParameters): bigint {
  const requests = shareOf(facts.requestsOfClass, facts.requestsOfAll)
  const tokens = shareOf(facts.tokensOfClass, facts.tokensOfAll)
  return mulDown(demandOfRequests, requests) + mulDown(WAD - demandOfRequests, tokens)
}

function shareOf(part: bigint, whole: bigint): bigint {
  assert(part >= 0n && part <= whole, 'a part is within its whole')
  return whole === 0n ? 0n : divDown(part, whole)
}
