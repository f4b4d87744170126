/**
 * An order in a list that is sorted by price, then time. `rank` is the price as a number, negative for bids, so that the best order always has the lowest rank.
 * If a number cannot hold the price exactly, `price` decides. `seq` is the order's rank in time, unique in a list.
 */
export interface Ranked {
  readonly rank: number
  readonly price: bigint
  readonly seq: number
}

/** Returns true if this rank (a price as a number) belongs to only one price: between −2^53 and 2^53, a number holds each price exactly. */
function isExactRank(rank: number): boolean {
  return rank < Number.MAX_SAFE_INTEGER && rank > Number.MIN_SAFE_INTEGER
}

/** Returns true if `one` comes before `other`: its price is better, or the prices are equal and `one` is older. */
export function comesBefore(one: Ranked, other: Ranked): boolean {
  return one.rank === other.rank ? comesBeforeAt(one.rank, one, other) : one.rank < other.rank
}

/**
 * Returns true if `one` comes before `other`, for two orders that both have the rank `rank`. The caller has read the rank already and passes it. Reading it
 * from the orders again would be slow, because they are scattered in memory, and a bid must calculate its rank.
 */
export function comesBeforeAt(rank: number, one: Ranked, other: Ranked): boolean {
  if (isExactRank(rank) || one.price === other.price) return one.seq < other.seq
  return one.price < other.price === rank > 0
}
