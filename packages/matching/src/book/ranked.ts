/**
 * What has a place by price, then time. `rank` is the price as a number, negative for bids, so that whoever comes first has the lowest
 * rank; where a price may not be exact as a number, `price` decides. `seq` is unique in a list.
 */
export interface Ranked {
  readonly rank: number
  readonly price: bigint
  readonly seq: number
}

/** True when no two prices share this rank: below 2^53 a price is exact as a number. */
export function isExactRank(rank: number): boolean {
  return rank < Number.MAX_SAFE_INTEGER && rank > Number.MIN_SAFE_INTEGER
}

/** True when one comes before the other: cheaper (of bids: dearer), or the same and older. */
export function comesBefore(one: Ranked, other: Ranked): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank
  if (isExactRank(one.rank) || one.price === other.price) return one.seq < other.seq
  return one.price < other.price === one.rank > 0
}
