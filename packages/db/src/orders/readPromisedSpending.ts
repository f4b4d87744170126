import type { Queryable } from '../client/queryable.ts'

/** Whose promises to add up: all bids of a key but one. `now` in Unix seconds of the block clock. */
export type PromisedBy = { account: string; key: string; now: bigint; exceptHash: string }

/**
 * What bids of a session key may still spend, in 1e-9 PToken: of those that have not run out, were not refused or given up, the share that
 * opened no lease yet. A lease's spending is in chain_sessions from the same transaction on. Index: session_bids (account, key, expiry),
 * leases (bid_hash), book_orders (order_hash). Takes no lock: hold that of api_commands.
 */
export async function readPromisedSpending(tx: Queryable, { account, key, now, exceptHash }: PromisedBy): Promise<bigint> {
  const rows = await tx.query<{ spending: bigint }>(
    `select coalesce(sum(ceil(b.spending * greatest(b.gpus - l.gpus, 0) / b.gpus)), 0)::numeric(78, 0) as spending
     from session_bids b left join book_orders o on o.order_hash = b.bid_hash
       cross join lateral (select coalesce(sum(gpus), 0) as gpus from leases where leases.bid_hash = b.bid_hash) l
     where b.account = $1 and b.key = $2 and b.expiry >= $3 and b.bid_hash <> $4
       and coalesce(o.state not in ('rejected', 'cancelled', 'expired', 'abandoned') and not (o.state = 'settled' and l.gpus > 0), true)`,
    [account, key, now, exceptHash],
  )
  return rows[0]?.spending ?? 0n
}
