// Session keys and their bids. The API (role infinitio_api) writes the table `session_bids`; the follower fills `chain_sessions` from the chain.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const sessionKeyRow = rowOf({
  key: tables.chain_sessions.key,
  total: 'numeric',
  left: 'numeric',
  dayCap: tables.chain_sessions.day_cap,
  spentToday: tables.chain_sessions.spent_today,
  spentOn: tables.chain_sessions.spent_on,
  expiry: tables.chain_sessions.expiry,
  revoked: tables.chain_sessions.revoked,
  changedTx: tables.chain_logs.tx_hash,
  changedAt: tables.blocks.timestamp,
  final: 'bool',
})

/**
 * A session key of an account. Amounts are in 1e-9 PToken: `total` is the amount that the account last authorised, `left` is the rest of it (for a revoked key,
 * the rest before the revocation), `dayCap` is the daily limit, and `spentToday` is the amount spent on the day `spentOn` (Unix seconds / 86,400). `changedTx`
 * is the transaction that last authorised or revoked the key.
 */
export type SessionKeyRow = RowOf<typeof sessionKeyRow>

/** Returns SQL that selects the newest log about the session key `s`, among the events in `names`. */
const newestLog = (names: string) =>
  `select block_number, tx_hash, args::jsonb as args from chain_logs where name in ('SessionAuthorized', 'SessionSpent', 'SessionRevoked') and name in (${names})
     and args::jsonb ->> 'account' = s.account and args::jsonb ->> 'key' = s.key order by block_number desc, log_index desc limit 1`

const keysOfAccount = statement(
  sessionKeyRow,
  `select s.key, (given.args ->> 'totalLeft')::numeric(78, 0) as total, (spent.args ->> 'totalLeft')::numeric(78, 0) as "left", s.day_cap as "dayCap",
     s.spent_today as "spentToday", s.spent_on as "spentOn", s.expiry, s.revoked, changed.tx_hash as "changedTx", b.timestamp as "changedAt",
     coalesce(s.updated_block <= (select final_number from follower_checkpoint where id = 1), false) as final
   from chain_sessions s
     cross join lateral (${newestLog("'SessionAuthorized'")}) given
     cross join lateral (${newestLog("'SessionAuthorized', 'SessionSpent'")}) spent
     cross join lateral (${newestLog("'SessionAuthorized', 'SessionRevoked'")}) changed
     join blocks b on b.number = changed.block_number
   where s.account = $1 and ($2::text is null or s.key = $2)
   order by s.revoked, changed.block_number desc, s.key limit $3`,
)

/**
 * Lists the session keys of an account on the chain: first the keys that are not revoked, then the revoked ones, in both groups the key that was authorised or
 * revoked last first. If `key` is not null, lists only that key. Index: chain_sessions (account, key), chain_logs_session_keys_idx, blocks (number). Takes no
 * lock.
 */
export async function listSessionKeys(
  db: Queryable,
  { account, key, limit }: { account: string; key: string | null; limit: number },
): Promise<SessionKeyRow[]> {
  return keysOfAccount.rows(db, [account, key, limit])
}

/**
 * SQL for the amount that a bid of a session key may still spend, in 1e-9 PToken. It covers the GPUs of the bid that have no lease yet, and is zero if the bid
 * is over. When a lease opens, the follower (the process that copies the chain) adds its cost to chain_sessions, so its GPUs no longer count here. The SQL
 * reads the bid `b` (session_bids), its order `o` (book_orders, or null), and `l` with the number of GPUs of its leases.
 */
const promisedRest = `case when coalesce(o.state not in ('rejected', 'cancelled', 'expired', 'abandoned') and not (o.state = 'settled' and l.gpus > 0), true)
  then ceil(b.spending * greatest(b.gpus - l.gpus, 0) / b.gpus) else 0 end`

/** The joins that `promisedRest` needs. Index: book_orders (order_hash), leases (bid_hash). */
const promisedJoins = `left join book_orders o on o.order_hash = b.bid_hash
  cross join lateral (select coalesce(sum(gpus), 0) as gpus from leases where leases.bid_hash = b.bid_hash) l`

/**
 * A bid for `gpus` GPUs that a session key signed. `spending` is the largest amount that the bid may take from the key's limits, in 1e-9 PToken. `expiry` is
 * the time at which the bid expires, in Unix seconds.
 */
export interface SessionBidRow {
  bidHash: string
  account: string
  key: string
  spending: bigint
  gpus: number
  expiry: bigint
}

/** Stores a bid of a session key. Call it in the transaction that accepts the bid. */
export async function insertSessionBid(tx: Queryable, { bidHash, account, key, spending, gpus, expiry }: SessionBidRow): Promise<void> {
  await tx.query(
    `insert into session_bids (bid_hash, account, key, spending, gpus, expiry) values ($1, $2, $3, $4, $5, $6)
     on conflict (bid_hash) do nothing`,
    [bidHash, account, key, spending, gpus, expiry],
  )
}

const keyOfBid = statement(rowOf({ key: tables.session_bids.key }), 'select key from session_bids where bid_hash = $1')

/** Returns the session key that signed a bid, or null. Index: session_bids (bid_hash). Takes no lock. */
export async function findBidKey(db: Queryable, { bidHash }: { bidHash: string }): Promise<string | null> {
  const row = await keyOfBid.first(db, [bidHash])
  return row?.key ?? null
}

/** Returns true if a session key of the account signed the bid of a lease. Index: leases (lease_id), session_bids (bid_hash). Takes no lock. */
export async function isLeaseOfKey(db: Queryable, { account, key, leaseId }: { account: string; key: string; leaseId: bigint }): Promise<boolean> {
  const rows = await db.query(
    `select true as found from leases l join session_bids b on b.bid_hash = l.bid_hash
     where l.lease_id = $1 and l.renter = $2 and b.account = $2 and b.key = $3`,
    [leaseId, account, key],
  )
  return rows.length > 0
}

/** Selects all bids of a session key except one. `now` is the block clock in Unix seconds. */
export type PromisedBy = { account: string; key: string; now: bigint; exceptHash: string }

const promisedSpending = statement(
  rowOf({ spending: 'numeric' }),
  `select coalesce(sum(${promisedRest}), 0)::numeric(78, 0) as spending from session_bids b ${promisedJoins}
   where b.account = $1 and b.key = $2 and b.expiry >= $3 and b.bid_hash <> $4`,
)

/**
 * Returns the amount that the bids of a session key may still spend, in 1e-9 PToken, without the bid `exceptHash`. GPUs that already have a lease do not count,
 * and neither do bids that have expired or were rejected, cancelled or abandoned. Index: session_bids (account, key, expiry), and those of `promisedJoins`.
 * Takes no lock, because the caller holds the lock of api_commands.
 */
export async function readPromisedSpending(tx: Queryable, { account, key, now, exceptHash }: PromisedBy): Promise<bigint> {
  const { spending } = await promisedSpending.only(tx, [account, key, now, exceptHash])
  return spending
}

const uncoveredBidRow = rowOf({
  bidHash: tables.session_bids.bid_hash,
  account: tables.session_bids.account,
  key: tables.session_bids.key,
  /** The last journal row that changed the order. */
  updatedSeq: tables.book_orders.updated_seq,
})

/** An open bid that its session key can no longer pay for, or may no longer sign. */
export type UncoveredBidRow = RowOf<typeof uncoveredBidRow>

const secondsPerDay = 86_400

const uncoveredBids = statement(
  uncoveredBidRow,
  `with promised as (
     select b.bid_hash, b.account, b.key, o.state, o.updated_seq, sum(${promisedRest}) over (partition by b.account, b.key order by c.id, b.bid_hash) as upto
     from session_bids b ${promisedJoins} left join api_commands c on c.command_key = 'order:' || b.bid_hash
     where b.expiry >= $1)
   select p.bid_hash as "bidHash", p.account, p.key, p.updated_seq as "updatedSeq" from promised p join chain_sessions s on s.account = p.account and s.key = p.key
   where p.state = 'open' and (s.revoked or s.expiry < $1 or p.upto > s.total_left
     or p.upto > s.day_cap - case when s.spent_on = $1 / ${secondsPerDay} then s.spent_today else 0 end)
   order by p.bid_hash limit $2`,
)

/**
 * Lists open bids that must leave the order book because of their session key. Either the key was revoked or has expired at `now` (Unix seconds of the block
 * clock), or its limit (in total or for today) is too low for all its open bids together. In the second case, lists the newest bids, so that the older ones
 * stay. Index: session_bids (account, key, expiry), api_commands (command_key), chain_sessions (account, key), and those of `promisedJoins`. Takes no lock.
 */
export async function listUncoveredBids(db: Queryable, { now, limit }: { now: bigint; limit: number }): Promise<UncoveredBidRow[]> {
  return uncoveredBids.rows(db, [now, limit])
}
