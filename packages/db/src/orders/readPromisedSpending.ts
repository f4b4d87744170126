import type { Queryable } from '../client/queryable.ts'
import { promisedJoins, promisedRest } from '../session-keys/promisedRest.ts'

/** Whose promises to add up: all bids of a key but one. `now` in Unix seconds of the block clock. */
export type PromisedBy = { account: string; key: string; now: bigint; exceptHash: string }

/**
 * What bids of a session key may still spend, in 1e-9 PToken: of those that have not run out, were not refused or given up, the share that
 * opened no lease yet. Index: session_bids (account, key, expiry), and those of `promisedJoins`. Takes no lock: hold that of api_commands.
 */
export async function readPromisedSpending(tx: Queryable, { account, key, now, exceptHash }: PromisedBy): Promise<bigint> {
  const rows = await tx.query<{ spending: bigint }>(
    `select coalesce(sum(${promisedRest}), 0)::numeric(78, 0) as spending from session_bids b ${promisedJoins}
     where b.account = $1 and b.key = $2 and b.expiry >= $3 and b.bid_hash <> $4`,
    [account, key, now, exceptHash],
  )
  return rows[0]?.spending ?? 0n
}
