import { relayFate } from './relayFate.ts'

/**
 * SQL for a lateral join on `lease`, rows of `leases` by that name: the newest standing order to extend it that who holds it signed, with `seq`, `payload`, `body` (JSON),
 * `withdrawn` (the chain cancelled its nonce) and `withdrawing` (that was asked for, and has not failed). Index: relays (lease_id, kind), relays (account, seq),
 * chain_logs_cancelled_nonce_idx, chain_accounts (account).
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

/** SQL condition: `standing` may extend `lease` by another step at `now`, SQL of Unix seconds. The contract has the last word. */
export function standingInForce({ lease, standing, now }: { lease: string; standing: string; now: string }): string {
  return `(not ${standing}.withdrawn and not ${standing}.withdrawing and (${standing}.body ->> 'expiry')::bigint > ${now}
    and ${lease}.end_at - ${lease}.start_at + (${standing}.body ->> 'stepSeconds')::bigint <= (${standing}.body ->> 'maxTotalSeconds')::bigint)`
}
