import type { Bid } from '@infinitio/domain'

/** Returns in how many settles a bid can be filled at most: in its smallest slices. One ask of one machine may give several slices (docs/matching.md). */
export function mostSettlesOf({ gpus, minGpusPerNode }: Pick<Bid, 'gpus' | 'minGpusPerNode'>): bigint {
  return BigInt(Math.ceil(gpus / Math.max(minGpusPerNode, 1)))
}
