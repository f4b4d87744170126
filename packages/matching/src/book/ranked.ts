/**
 * An order sorted by price, then time. `rank` is the price as a number, negative for bids, so that the first order has the lowest rank. Where a
 * number cannot hold the price exactly, `price` decides. `seq` is unique in a list.
 */
export interface Ranked {
  readonly rank: number
  readonly price: bigint
  readonly seq: number
}

/** Returns true if no two prices share this rank: below 2^53 a price is exact as a number. */
function isExactRank(rank: number): boolean {
  return rank < Number.MAX_SAFE_INTEGER && rank > Number.MIN_SAFE_INTEGER
}

/** Returns true if one order comes before the other: at a better price, or at the same price and older. */
export function comesBefore(one: Ranked, other: Ranked): boolean {
  return one.rank === other.rank ? comesBeforeAt(one.rank, one, other) : one.rank < other.rank
}

/**
 * Compares two orders that have this same rank. A caller that knows the rank saves reading it again: the orders are scattered in memory, and a bid must
 * calculate its rank.
 */
export function comesBeforeAt(rank: number, one: Ranked, other: Ranked): boolean {
  if (isExactRank(rank) || one.price === other.price) return one.seq < other.seq
  return one.price < other.price === rank > 0
}
