// Notifications about events in final blocks. The API (role infinitio_api) writes the tables `notifications` and `notification_cursor`.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { sumOfFees } from '../projections/sumOfFees.ts'
import { standingOrder } from '../relays/relayState.ts'
import { insertNotifications, leaseFacts, leaseFactsJoins } from './notifications.ts'

const flatFees = sumOfFees({ payer: 'renter', charge: 'flat' }, { of: 'l.' })
const holder = 'coalesce(l.holder, l.renter)'
const longest = "(l.price_per_gpu_second * l.gpus * (standing.body ->> 'maxTotalSeconds')::numeric)"
/**
 * SQL for the largest amount that auto-extend may lock for a lease, in PToken base units: the escrow for the longest duration, calculated as `escrowOf` does,
 * and the flat fees.
 */
const most = `(${longest} + div(${longest} * l.fee_bps + 9999, 10000) + ${flatFees})`
const locked = `(l.escrow + ${flatFees})`

/**
 * SQL for `insertNotifications`, over blocks above $1 up to $2. It finds budgets of which four fifths are used. The budget of a lease with auto-extend is the
 * largest escrow that auto-extend may lock; it is reported once for each such maximum. The budget of a session key is the amount that the key may spend (the
 * chain counts 1e-9 PToken); it is reported once for each authorisation. Index: chain_logs (name, block_number), leases (lease_id),
 * chain_logs_session_keys_idx, those of `standingOrder`.
 */
const budgetNotifications = `select ${holder}, 'lease_budget:' || l.bid_hash || ':' || l.lease_id || ':' || (standing.body ->> 'maxTotalSeconds'), 'lease_budget',
    ${leaseFacts(holder)} || jsonb_build_object('locked', ${locked}::text, 'most', ${most}::text), e.block_number, e.log_index
  from chain_logs e join leases l on l.lease_id = (e.args::json ->> 'leaseId')::bigint ${leaseFactsJoins}
  cross join lateral ${standingOrder('l')} as standing
  where e.name = 'LeaseExtended' and e.block_number > $1 and e.block_number <= $2 and not standing.withdrawn and ${locked} * 5 >= ${most} * 4
  union all
  select e.args::jsonb ->> 'account', 'key_budget:' || (e.args::jsonb ->> 'key') || ':' || given.block_number || ':' || given.log_index, 'key_budget',
    jsonb_build_object('key', e.args::jsonb ->> 'key', 'spent', ((given.total - spent.rest) * 1000000000)::text, 'total', (given.total * 1000000000)::text),
    e.block_number, e.log_index
  from chain_logs e cross join lateral (select (e.args::jsonb ->> 'totalLeft')::numeric as rest) spent
  cross join lateral (
    select a.block_number, a.log_index, (a.args::jsonb ->> 'totalLeft')::numeric as total from chain_logs a
    where a.name in ('SessionAuthorized', 'SessionSpent', 'SessionRevoked') and a.name = 'SessionAuthorized'
      and a.args::jsonb ->> 'account' = e.args::jsonb ->> 'account' and a.args::jsonb ->> 'key' = e.args::jsonb ->> 'key'
      and (a.block_number, a.log_index) < (e.block_number, e.log_index)
    order by a.block_number desc, a.log_index desc limit 1) given
  where e.name = 'SessionSpent' and e.block_number > $1 and e.block_number <= $2 and (given.total - spent.rest) * 5 >= given.total * 4`

/**
 * SQL for `insertNotifications`, over blocks above $1 up to $2: each extension with its new end. `automatic` is true if auto-extend sent the
 * transaction. Index: transactions (lease_id).
 */
const extended = `select ${holder}, 'lease_extended:' || l.bid_hash || ':' || e.block_number || ':' || e.log_index, 'lease_extended',
    ${leaseFacts(holder)} || jsonb_build_object('endAt', (e.args::json ->> 'end')::bigint, 'automatic',
      exists (select from transactions s where s.lease_id = l.lease_id and s.action = 'autoExtend' and e.tx_hash = any(s.hashes))),
    e.block_number, e.log_index
  from chain_logs e join leases l on l.lease_id = (e.args::json ->> 'leaseId')::bigint ${leaseFactsJoins}
  where e.name = 'LeaseExtended' and e.block_number > $1 and e.block_number <= $2`

/**
 * SQL for `insertNotifications`, over blocks above $1 up to $2: each open ask that a rise of the market's fee hides, because its wallet signed a lower highest
 * fee. An ask that was hidden before the change is left out, and so is an ask of a machine whose agent signs again. `offset 0` makes PostgreSQL read asks only
 * for a change of the fee, which is rare. Index: chain_logs (name, block_number), book_orders (kind, state), those of the primary keys.
 */
const hiddenListings = `select o.account, 'listing_hidden:' || o.order_hash || ':' || e.block_number || ':' || e.log_index, 'listing_hidden',
    jsonb_build_object('node', o.node_id, 'nodeName', p.name, 'feeBps', fee.bps, 'signedFeeBps', o.most), e.block_number, e.log_index
  from chain_logs e cross join lateral (select (e.args::json ->> 'feeBps')::int as bps) fee
  left join lateral (select (a.args::json ->> 'feeBps')::int as bps from chain_logs a where a.name = 'FeeSet'
    and (a.block_number, a.log_index) < (e.block_number, e.log_index) order by a.block_number desc, a.log_index desc limit 1) earlier on true
  cross join lateral (
    select account, order_hash, node_id, (order_json::json ->> 'maxFeeBps')::int as most from book_orders
    where kind = 'ask' and state = 'open' and mandate_json is null and (order_json::json ->> 'maxFeeBps')::int < fee.bps offset 0) o
  left join node_profiles p on p.node_id = o.node_id left join node_signing s on s.node_id = o.node_id
  where e.name = 'FeeSet' and e.block_number > $1 and e.block_number <= $2 and coalesce(earlier.bps, 0) <= o.most and coalesce(s.signed_by, 'none') = 'none'`

/** Maximum number of final blocks that one call reads. */
const mostBlocks = 500
/**
 * Milliseconds that an order waited for its match before the renter is notified. After this time the renter has
 * probably left the page.
 */
const waitedMs = 60_000

const finalSpanRow = rowOf({ from: nullable(tables.notification_cursor.block_number), to: 'int8' })

/** Final blocks of which no account was notified yet: those above `from`, up to `to`. `from` is null at the first start, and then no block counts as new. */
export type FinalSpan = RowOf<typeof finalSpanRow>

const finalSpan = statement(
  finalSpanRow,
  `select c.block_number as "from", least(f.final_number, coalesce(c.block_number + $1, f.final_number)) as "to"
   from follower_checkpoint f left join notification_cursor c on c.id = 1 where f.id = 1`,
)

/** Returns the final blocks to read next, or null if there are none. Takes no lock. */
export async function readFinalSpan(db: Queryable): Promise<FinalSpan | null> {
  const span = await finalSpan.first(db, [mostBlocks])
  return span === null || span.from === span.to ? null : span
}

/**
 * Notifies renters, providers and teammates of events of their leases, and providers of listings that a rise of the fee hides, in the final blocks of a span, each block once: the cursor then moves past these blocks.
 * The first call only sets the cursor, so earlier events cause no notifications. Call it inside a transaction, in one server at a time. Returns the number of stored
 * notifications. Index: chain_logs (name, block_number), leases (lease_id), settlements (bid_hash), book_orders (order_hash), lease_shares (bid_hash), those of
 * `budgetNotifications` and `hiddenListings`.
 */
export async function noteChainEvents(tx: Queryable, { from, to }: FinalSpan): Promise<number> {
  const told = from === null || to < from ? 0 : await insertNotifications(tx, { news, values: [from, to, waitedMs] })
  await tx.query('insert into notification_cursor values (1, $1) on conflict (id) do update set block_number = excluded.block_number', [to])
  return told
}

const waited = `exists (select from settlements s join book_orders o on o.order_hash = s.bid_hash
  where s.bid_hash = l.bid_hash and s.created_at_ms - o.created_at_ms >= $3::bigint)`

/** SQL for the notifications that a share has ended. When a holder transfers a lease, the shares that this holder gave end. Each teammate is notified once. */
const givenAway = `select s.guest, 'share_ended:' || l.bid_hash || ':' || s.shared_by, 'share_ended',
    ${leaseFacts('s.guest')} || jsonb_build_object('holder', s.shared_by), e.block_number, e.log_index
  from chain_logs e join leases l on l.lease_id = (e.args::json ->> 'leaseId')::bigint ${leaseFactsJoins}
  join lease_shares s on s.bid_hash = l.bid_hash and s.shared_by <> coalesce(l.holder, l.renter) and s.guest <> coalesce(l.holder, l.renter)
  where e.name in ('LeaseTokenised', 'LeaseTokenMoved') and e.block_number > $1 and e.block_number <= $2`

/** The notification of a filled order is one for the whole order, the others are one for each of its leases: an order for a cluster has several. */
const newsKey = "n.kind || ':' || l.bid_hash || case when n.kind = 'order_filled' then '' else ':' || l.lease_id end"

const news = `select n.account, ${newsKey} as key, n.kind, ${leaseFacts('n.account')} || n.more as facts, e.block_number, e.log_index
  from chain_logs e join leases l on l.lease_id = (e.args::json ->> 'leaseId')::bigint ${leaseFactsJoins}
  cross join lateral (values
    ('Settled', 'node_leased', l.provider, jsonb_build_object('gpus', l.gpus, 'durationSeconds', l.duration_seconds), true),
    ('Settled', 'order_filled', l.renter, jsonb_build_object('order', l.bid_hash), ${waited}),
    ('LeaseReady', 'lease_ready', coalesce(l.holder, l.renter), '{}'::jsonb, true),
    ('LeaseClosed', 'lease_ended', coalesce(l.holder, l.renter),
      jsonb_build_object('spent', (l.pay + ${sumOfFees({ payer: 'renter' }, { of: 'l.' })})::text, 'refund', l.refund::text), true)
  ) as n (name, kind, account, more, holds)
  where e.name in ('Settled', 'LeaseReady', 'LeaseClosed') and e.block_number > $1 and e.block_number <= $2 and n.name = e.name and n.holds
  union all ${givenAway}
  union all ${extended}
  union all ${budgetNotifications}
  union all ${hiddenListings}
  order by block_number, log_index`
