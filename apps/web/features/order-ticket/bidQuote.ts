import { type Bid, type Cost, type PricedBid, signedCost } from '@infinitio/domain'

/** The most that a bid costs, and how many leases it may become at most. */
export type BidQuote = Cost & { readonly leases: number }

type Priced = PricedBid & Pick<Bid, 'minGpusPerNode'>

/** Calculates the most that a bid costs, with the contract's own arithmetic and the highest fees that it signs; with `gpus`, that many of its GPUs. */
export function bidQuote(bid: Priced, { gpus }: { readonly gpus: number } = bid): BidQuote {
  const leases = Math.ceil(gpus / Math.max(1, Math.min(bid.minGpusPerNode, gpus)))
  return { ...signedCost(bid, { gpus, leases }), leases }
}

/** How many GPUs of a bid a balance covers at its own price, fees included. */
export function coveredGpus(bid: Priced, available: bigint): number {
  let covered = bid.gpus
  while (covered > 0 && bidQuote(bid, { gpus: covered }).total > available) covered -= 1
  return covered
}
