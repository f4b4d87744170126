import { escrowOf, payOf, pieceRelayFee } from '@infinitio/domain'
import type { Bid } from '@infinitio/domain'
import type { Quote } from '#web/parts/price/quoteOf.ts'

/** What a bid costs at most, and how many leases it may become at most. `maxRelayFee` is for the whole order. */
export type BidQuote = Quote & { readonly leases: number }

type Priced = Pick<Bid, 'gpus' | 'minGpusPerNode' | 'maxPricePerGpuSecond' | 'durationSeconds' | 'maxFeeBps' | 'maxRelayFee'>

/** Works out the most that a bid costs, with the contract's own arithmetic and the highest fees that it signs. */
export function bidQuote({
  gpus,
  minGpusPerNode,
  maxPricePerGpuSecond: pricePerGpuSecond,
  durationSeconds,
  maxFeeBps,
  maxRelayFee,
}: Priced): BidQuote {
  const leases = Math.ceil(gpus / Math.max(1, minGpusPerNode))
  const price = payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds })
  const escrow = escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps: maxFeeBps })
  const relayFee = maxRelayFee
  // Each lease rounds its fee up by itself: at most a unit more each.
  const most = leases > 1 ? escrow + BigInt(leases - 1) : escrow
  return { price, fee: most - price, relayFee, escrow: most, total: most + relayFee, hourPrice: pricePerGpuSecond * BigInt(gpus) * 3_600n, leases }
}

/** How many GPUs of a bid a balance covers at its own price, fees included. */
export function coveredGpus(bid: Priced, available: bigint): number {
  const partOf = (gpus: number) => ({
    ...bid,
    gpus,
    minGpusPerNode: Math.min(bid.minGpusPerNode, gpus),
    maxRelayFee: pieceRelayFee(bid, gpus),
  })
  let covered = bid.gpus
  while (covered > 0 && bidQuote(partOf(covered)).total > available) covered -= 1
  return covered
}
