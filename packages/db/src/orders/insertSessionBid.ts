import type { Queryable } from '../client/queryable.ts'

/** What a bid for `gpus` GPUs that a session key signed may spend of its limits, in 1e-9 PToken. `expiry` is the bid's, in Unix seconds. */
export interface SessionBidRow {
  bidHash: string
  account: string
  key: string
  spending: bigint
  gpus: number
  expiry: bigint
}

/** Keeps what a bid of a session key may spend. Call it in the transaction that accepts the bid. */
export async function insertSessionBid(tx: Queryable, { bidHash, account, key, spending, gpus, expiry }: SessionBidRow): Promise<void> {
  await tx.query(
    `insert into session_bids (bid_hash, account, key, spending, gpus, expiry) values ($1, $2, $3, $4, $5, $6)
     on conflict (bid_hash) do nothing`,
    [bidHash, account, key, spending, gpus, expiry],
  )
}
