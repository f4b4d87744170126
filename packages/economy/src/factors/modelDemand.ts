import { assert } from '@infinitio/domain'
import type { EconomyParameters } from '../parameters.ts'
import { demand } from './demand.ts'

/**
 * The use of a model that one payment channel settled in a span of time. `settled` is in PToken base units. `requests` is the increase of the number in the
 * channel's newest voucher.
 */
export type SettledUse = { readonly model: string; readonly settled: bigint; readonly requests: bigint }

/** The demand for a model: M in 1e18 fixed point, the settled PToken in base units, and the visits that count. */
export type ModelDemand = { readonly model: string; readonly demand: bigint; readonly settled: bigint; readonly visits: bigint }

/** A channel has at most one visit for each amount of this size that it settled, in base units: 1e-5 PToken. */
export const unitsPerVisit = 10n ** 13n

/**
 * Returns M, the demand for each model in [0, 1e18], the highest first. M is calculated as for GPU classes in emission: the model's fraction of all visits and
 * its fraction of all settled PToken, weighted by `demandOfRequests`. A channel has one visit for each request, but at most one for each 1e-5 PToken that it
 * settled, so that visits cost money. Rounded down, so the sum of all M is at most 1e18. Models without settled use are left out.
 */
export function modelDemand(uses: readonly SettledUse[], parameters: EconomyParameters): readonly ModelDemand[] {
  const sums = new Map<string, { settled: bigint; visits: bigint }>()
  for (const { model, settled, requests } of uses) {
    assert(settled >= 0n && requests >= 0n, 'settled use is not negative')
    const sum = sums.get(model) ?? { settled: 0n, visits: 0n }
    const paid = settled / unitsPerVisit
    sums.set(model, { settled: sum.settled + settled, visits: sum.visits + (requests < paid ? requests : paid) })
  }
  const all = [...sums].filter(([, { settled }]) => settled > 0n)
  const tokensOfAll = all.reduce((sum, [, { settled }]) => sum + settled, 0n)
  const requestsOfAll = all.reduce((sum, [, { visits }]) => sum + visits, 0n)
  return all
    .map(([model, { settled, visits }]) => {
      const facts = { requestsOfClass: visits, requestsOfAll, tokensOfClass: settled, tokensOfAll }
      return { model, demand: demand(facts, parameters), settled, visits }
    })
    .toSorted(byDemand)
}

function byDemand(one: ModelDemand, other: ModelDemand): number {
  if (one.demand !== other.demand) return one.demand > other.demand ? -1 : 1
  return one.model < other.model ? -1 : 1
}
