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
function isExactRank(rank: number): boolean {
  return rank < Number.MAX_SAFE_INTEGER && rank > Number.MIN_SAFE_INTEGER
}

/** True when one comes before the other: cheaper (of bids: dearer), or the same and older. */
export function comesBefore(one: Ranked, other: Ranked): boolean {
  return one.rank === other.rank ? comesBeforeAt(one.rank, one, other) : one.rank < other.rank
}

/** The same of two that have this rank: who has it at hand need not ask them, as they lie anywhere in memory and a bid works its own out. */
export function comesBeforeAt(rank: number, one: Ranked, other: Ranked): boolean {
  if (isExactRank(rank) || one.price === other.price) return one.seq < other.seq
  return one.price < other.price === rank > 0
}
