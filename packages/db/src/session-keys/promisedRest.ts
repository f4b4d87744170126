/**
 * What a bid of a session key may still spend, in 1e-9 PToken, as SQL over `session_bids b`, `book_orders o` (its order, or null) and `l` with the GPUs of its leases: the
 * share that opened no lease yet, and nothing of a bid that is over. A lease's spending is in chain_sessions from the same transaction on.
 */
export const promisedRest = `case when coalesce(o.state not in ('rejected', 'cancelled', 'expired', 'abandoned') and not (o.state = 'settled' and l.gpus > 0), true)
  then ceil(b.spending * greatest(b.gpus - l.gpus, 0) / b.gpus) else 0 end`

/** The joins that `promisedRest` reads. Index: book_orders (order_hash), leases (bid_hash). */
export const promisedJoins = `left join book_orders o on o.order_hash = b.bid_hash
  cross join lateral (select coalesce(sum(gpus), 0) as gpus from leases where leases.bid_hash = b.bid_hash) l`
