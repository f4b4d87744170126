import type { ListingWire } from '@infinitio/domain/wire'
import { type ClusterPlan, machinesOf, planCluster } from '#web/features/cluster/planCluster.ts'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'

/** A GPU class and the cluster that an order for it would create now. */
export type ClassPlan = { readonly classId: number; readonly plan: ClusterPlan }

/**
 * Plans a cluster in each GPU class of the listings, and returns the cheapest plan that has at least `machines` machines. If no plan has as many, returns the
 * cheapest plan. Returns null if no class has enough free GPUs. Leaves out machines without a GPU. Pure.
 */
export function cheapestSpread(
  listings: readonly ListingWire[],
  { machines, ...wish }: Pick<ClusterWish, 'gpus' | 'minGpusPerMachine' | 'durationSeconds'> & { readonly machines: number },
): ClassPlan | null {
  const classes = Map.groupBy(
    listings.filter(({ vramGib }) => vramGib > 0),
    ({ classId }) => classId,
  )
  const plans = [...classes].flatMap(([classId, some]) => {
    const plan = planCluster(some, wish)
    return plan === null ? [] : [{ classId, plan }]
  })
  const isShort = ({ plan }: ClassPlan) => (machinesOf(plan) >= machines ? 0 : 1)
  return plans.toSorted((one, other) => isShort(one) - isShort(other) || Number(costOf(one.plan) - costOf(other.plan)))[0] ?? null
}

function costOf({ slices }: ClusterPlan): bigint {
  return slices.reduce((sum, { listing, gpus }) => sum + BigInt(listing.ask.pricePerGpuSecond) * BigInt(gpus), 0n)
}
