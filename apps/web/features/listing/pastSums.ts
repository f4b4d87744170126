import type { ListingDetailWire } from '@infinitio/domain/wire'

type Past = ListingDetailWire['past']

/** How a machine's past hours were used on average, in whole percent. `reachablePercent` is null if heartbeats were counted in none of the full hours. */
export type PastSums = { readonly hours: number; readonly leasedPercent: number; readonly reachablePercent: number | null }

/**
 * Returns the mean of each value over the hours in percent. Rounds down, so that 100 % means all hours. The last hour still runs, and the market counts its
 * heartbeats some seconds late, so it does not count in `reachablePercent`. Pure.
 */
export function pastSums({ leasedBps, reachableBps }: Past): PastSums {
  const counted = reachableBps.slice(0, -1).filter((bps) => bps !== null)
  return { hours: leasedBps.length, leasedPercent: meanPercent(leasedBps), reachablePercent: counted.length === 0 ? null : meanPercent(counted) }
}

function meanPercent(bps: readonly number[]): number {
  return bps.length === 0 ? 0 : Math.floor(bps.reduce((sum, one) => sum + one, 0) / bps.length / 100)
}
