import type { ListingWire } from '@infinitio/domain/wire'
import type { ClusterWish } from '#web/parts/checkout/clusterAddress.ts'

/** The GPUs of one machine that become one lease of a cluster order. */
export type ClusterSlice = { readonly listing: ListingWire; readonly gpus: number }

/** The leases that a cluster order would create now, cheapest machine first, and their highest price in base units per GPU-second. */
export type ClusterPlan = { readonly slices: readonly ClusterSlice[]; readonly highestPrice: bigint }

type Wish = Pick<ClusterWish, 'gpus' | 'minGpusPerMachine' | 'durationSeconds'>

/**
 * Plans a cluster from the shown machines by the rules of docs/matching.md. It plans each region that has enough GPUs, and returns the cheapest of these plans.
 * Returns null if no region has enough.
 */
export function planCluster(listings: readonly ListingWire[], wish: Wish): ClusterPlan | null {
  const plans = byRegion(listings, wish).flatMap((asks) => planRegion(asks, wish) ?? [])
  return plans.toSorted((one, other) => Number(costOf(one) - costOf(other)))[0] ?? null
}

/** Returns the largest number of GPUs that are free in one region for a cluster order now, counting only machines that suit the order. */
export function mostInOneRegion(listings: readonly ListingWire[], wish: Wish): number {
  return Math.max(0, ...byRegion(listings, wish).map((asks) => asks.reduce((sum, { freeGpus }) => sum + freeGpus, 0)))
}

/**
 * Returns the machines that fit the cluster order, grouped by region. In a region, the cheapest comes first; of two machines with equal prices, the one listed
 * earlier.
 */
function byRegion(listings: readonly ListingWire[], { minGpusPerMachine, durationSeconds }: Wish): ListingWire[][] {
  const fitting = listings.filter(
    ({ ask }) => ask.minDurationSeconds <= durationSeconds && durationSeconds <= ask.maxDurationSeconds && ask.maxGpus >= minGpusPerMachine,
  )
  const sorted = fitting.toSorted((one, other) => Number(priceOf(one) - priceOf(other)) || one.listedAt - other.listedAt)
  return [...Map.groupBy(sorted, ({ regionId }) => regionId).values()]
}

function planRegion(asks: readonly ListingWire[], { gpus, minGpusPerMachine }: Wish): ClusterPlan | null {
  const slices: ClusterSlice[] = []
  let wanted = gpus
  for (const listing of asks) {
    let free = listing.freeGpus
    let size = sizeOf(listing, { wanted, free, minGpusPerMachine })
    while (size > 0) {
      slices.push({ listing, gpus: size })
      wanted -= size
      free -= size
      size = sizeOf(listing, { wanted, free, minGpusPerMachine })
    }
  }
  const last = slices.at(-1)
  return wanted > 0 || last === undefined ? null : { slices, highestPrice: priceOf(last.listing) }
}

type Rest = { readonly wanted: number; readonly free: number; readonly minGpusPerMachine: number }

/** Returns how many GPUs the cluster order takes from one machine's ask, or 0 if the ask does not fit. It applies the four rules of docs/matching.md. */
function sizeOf({ ask }: ListingWire, { wanted, free, minGpusPerMachine }: Rest): number {
  const least = Math.max(ask.minGpus, minGpusPerMachine)
  const most = ask.maxGpus
  if (wanted <= 0 || Math.min(wanted, most, free) < least) return 0
  const pieces = Math.ceil(wanted / most)
  if (free >= wanted && pieces * least <= wanted) return Math.min(most, wanted - (pieces - 1) * least)
  const size = Math.min(wanted, most, free)
  const left = wanted - size
  return left > 0 && left < minGpusPerMachine && wanted - minGpusPerMachine >= least ? wanted - minGpusPerMachine : size
}

function priceOf({ ask }: ListingWire): bigint {
  return BigInt(ask.pricePerGpuSecond)
}

function costOf({ slices }: ClusterPlan): bigint {
  return slices.reduce((sum, { listing, gpus }) => sum + priceOf(listing) * BigInt(gpus), 0n)
}

/** Returns how many machines a plan uses. */
export function machinesOf({ slices }: ClusterPlan): number {
  return new Set(slices.map(({ listing }) => listing.node)).size
}

/**
 * Returns how many machines of a plan cannot connect their leases to the others: only leases in plain containers get the private network of a cluster. A
 * machine that does not report its isolation is not counted. Returns 0 for a plan with one lease, which has no other lease to reach.
 */
export function machinesWithoutNetwork({ slices }: ClusterPlan): number {
  if (slices.length === 1) return 0
  const alone = slices.filter(({ listing: { isolation } }) => isolation !== null && isolation !== 'container')
  return new Set(alone.map(({ listing }) => listing.node)).size
}
