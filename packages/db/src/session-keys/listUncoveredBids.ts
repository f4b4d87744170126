import type { Queryable } from '../client/queryable.ts'
import { promisedJoins, promisedRest } from './promisedRest.ts'

/** A bid that waits in the book and that its session key covers no more. */
export interface UncoveredBidRow {
  bidHash: string
  account: string
  key: string
  /** When the order changed last. */
  updatedSeq: bigint
}

const secondsPerDay = 86_400

/**
 * Bids in the book whose session key was taken back, has run out at `now` (Unix seconds of the block clock), or has less left, in all or today, than the bids of it that were
 * accepted before and they themselves may still spend: of several the youngest leave. Index: session_bids (account, key, expiry), api_commands (command_key),
 * chain_sessions (account, key), and those of `promisedJoins`. Takes no lock.
 */
export async function listUncoveredBids(db: Queryable, { now, limit }: { now: bigint; limit: number }): Promise<UncoveredBidRow[]> {
  return db.query<UncoveredBidRow>(
    `with promised as (
       select b.bid_hash, b.account, b.key, o.state, o.updated_seq, sum(${promisedRest}) over (partition by b.account, b.key order by c.id, b.bid_hash) as upto
       from session_bids b ${promisedJoins} left join api_commands c on c.command_key = 'order:' || b.bid_hash
       where b.expiry >= $1)
     select p.bid_hash as "bidHash", p.account, p.key, p.updated_seq as "updatedSeq" from promised p join chain_sessions s on s.account = p.account and s.key = p.key
     where p.state = 'open' and (s.revoked or s.expiry < $1 or p.upto > s.total_left
       or p.upto > s.day_cap - case when s.spent_on = $1 / ${secondsPerDay} then s.spent_today else 0 end)
     order by p.bid_hash limit $2`,
    [now, limit],
  )
}
