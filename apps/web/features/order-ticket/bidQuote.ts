import { type Bid, type Cost, type PricedBid, signedCost } from '@infinitio/domain'

/** The maximum cost of a bid and its maximum number of leases. */
export type BidQuote = Cost & { readonly leases: number }

type Priced = PricedBid & Pick<Bid, 'minGpusPerNode'>

/** Calculates the maximum cost of a bid with the contract's arithmetic and its signed maximum fees. `gpus` limits it to part of the bid. */
export function bidQuote(bid: Priced, { gpus }: { readonly gpus: number } = bid): BidQuote {
  const leases = Math.ceil(gpus / Math.max(1, Math.min(bid.minGpusPerNode, gpus)))
  return { ...signedCost(bid, { gpus, leases }), leases }
}

/** Returns for how many GPUs of a bid the balance is enough, at the bid's price and with its fees. */
export function coveredGpus(bid: Priced, available: bigint): number {
  let covered = bid.gpus
  while (covered > 0 && bidQuote(bid, { gpus: covered }).total > available) covered -= 1
  return covered
}
