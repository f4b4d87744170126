// Shared SQL for the state of relays (signed messages for the chain) and auto-extend orders.

const isSettled = (sent: string) =>
  `exists (select from blocks where blocks.number = ${sent}.mined_block and blocks.hash = ${sent}.mined_block_hash and blocks.final)`

/**
 * Returns an SQL condition: the transaction `sent` may still be mined, although its relay (a signed message) was reopened (sent again) after it. Either it
 * still waits, or another transaction used its nonce, but in a block that can still be dropped.
 */
const mayLand = (sent: string) =>
  `(${sent}.relay_id is null and (${sent}.state in ('stored', 'broadcast') or (${sent}.state = 'dropped' and not ${isSettled(sent)})))`

/**
 * SQL for a lateral join on `r`, a relay (a signed message that the worker sends to the chain). It selects the transaction that decides the relay's result,
 * with `state`, `code`, `hash`, `mined_block` and `final`. It chooses the first of these that exists: a mined transaction; a waiting one; one from before the
 * relay was reopened that may still be mined; the newest of all others. `final` is true if no transaction of the relay can change the result any longer.
 */
export const relayFate = `(
  select case when ${mayLand('sent')} then 'broadcast' else sent.state end as state, case when ${mayLand('sent')} then null else sent.code end as code,
    sent.hashes[cardinality(sent.hashes)] as hash, sent.mined_block,
    ${isSettled('sent')} and (sent.state = 'mined' or not exists (
      select from transactions as early where early.reopened_relay_id = r.id and early.nonce is not null and not ${isSettled('early')})) as final
  from transactions as sent
  where sent.relay_id = r.id or (sent.reopened_relay_id = r.id and (sent.state = 'mined' or ${mayLand('sent')}))
  order by sent.state = 'mined' desc, sent.relay_id is not null and sent.state in ('stored', 'broadcast') desc, ${mayLand('sent')} desc, sent.id desc
  limit 1)`

/**
 * SQL condition on a row of `relays`: the worker must still send a transaction for this message. It is false for an auto-extend order, because the worker sends
 * that when the extension is due, and for a reopened relay whose earlier transaction was mined after all.
 */
export const relayWaits = `(relays.kind <> 'autoExtend'
  and not exists (select from transactions as sent where sent.relay_id = relays.id)
  and not exists (select from transactions as early where early.reopened_relay_id = relays.id and early.state = 'mined'))`

/**
 * SQL for a lateral join. `lease` is the name of the table `leases` in the query. It selects the newest auto-extend order of the holder, with `seq`, `payload`,
 * `body` (JSON), `withdrawn` (the chain cancelled its nonce) and `withdrawing` (a cancellation was requested and has not failed). Index: relays (lease_id,
 * kind), relays (account, seq), chain_logs_cancelled_nonce_idx, chain_accounts (account).
 */
export function standingOrder(lease: string): string {
  return `(
  select r.seq, r.payload, r.payload::json as body,
    exists (select from chain_logs c where c.name in ('AskCancelled', 'BidCancelled') and c.name = 'AskCancelled'
      and c.args::json ->> 'account' = r.account and c.args::json ->> 'nonce' = r.payload::json ->> 'nonce')
    or exists (select from chain_accounts a where a.account = r.account and a.floor > (r.payload::json ->> 'nonce')::numeric) as withdrawn,
    exists (select from relays w left join lateral (select fate.state from (select w.id) as r (id) cross join lateral ${relayFate} as fate) as fate on true
      where w.account = r.account and w.kind = 'cancelAsk' and w.payload::json ->> 'nonce' = r.payload::json ->> 'nonce'
        and coalesce(fate.state, 'stored') in ('stored', 'broadcast', 'mined')) as withdrawing
  from relays r
  where r.lease_id = ${lease}.lease_id and r.kind = 'autoExtend' and r.account = coalesce(${lease}.holder, ${lease}.renter)
  order by r.seq desc limit 1)`
}

/**
 * SQL condition: the auto-extend order `standing` may extend `lease` by another step at `now`, SQL for Unix seconds. The contract makes the final
 * decision.
 */
export function standingInForce({ lease, standing, now }: { lease: string; standing: string; now: string }): string {
  return `(not ${standing}.withdrawn and not ${standing}.withdrawing and (${standing}.body ->> 'expiry')::bigint > ${now}
    and ${lease}.end_at - ${lease}.start_at + (${standing}.body ->> 'stepSeconds')::bigint <= (${standing}.body ->> 'maxTotalSeconds')::bigint)`
}
