import type { Queryable } from './client/queryable.ts'
import { deleteOverSecrets } from './secrets.ts'

/**
 * Deletes what nobody needs any more: nonces, tokens and sessions a day over, tokens for ports of closed leases, shares of leases long closed, idempotency keys a day old, sealed secrets of leases that are over, notifications 90 days old, deliveries 30 days old, what was counted of nodes' hours 8 days ago, waiting mails a day old, mailboxes that were asked a day ago or wanted no mail 30 days ago, and what bids of session keys
 * may spend a day after they ran out, but for those of leases whose key is good.
 * Index: the expires_at, created_at indexes of each table.
 */
export async function deleteStaleRows(db: Queryable): Promise<void> {
  await db.query("delete from session_nonces where expires_at < now() - interval '1 day'", [])
  await db.query("delete from sessions where expires_at < now() - interval '1 day'", [])
  await db.query("delete from node_sessions where expires_at < now() - interval '1 day'", [])
  await db.query("delete from terminal_tokens where expires_at < now() - interval '1 day'", [])
  await db.query("delete from port_tokens where expires_at < now() - interval '1 day'", [])
  await db.query(
    `delete from port_tokens where kind = 'program' and exists (
       select from lease_endpoints join leases using (bid_hash) where lease_endpoints.label = port_tokens.label and leases.state = 'closed')`,
    [],
  )
  await db.query(
    `delete from lease_shares where created_at < now() - interval '90 days'
       and not exists (select from leases where leases.bid_hash = lease_shares.bid_hash and leases.state <> 'closed')`,
    [],
  )
  await db.query("delete from idempotency_keys where created_at < now() - interval '1 day'", [])
  await db.query("delete from notifications where created_at < now() - interval '90 days'", [])
  await db.query("delete from webhook_deliveries where created_at < now() - interval '30 days'", [])
  await db.query("update mail_deliveries set state = 'failed' where state = 'waiting' and created_at < now() - interval '1 day'", [])
  await db.query("delete from mail_deliveries where created_at < now() - interval '30 days'", [])
  await db.query("delete from mail_asked where at < now() - case when kind = 'asked' then interval '1 day' else interval '30 days' end", [])
  await db.query('delete from node_hours where hour < (select max(hour) from node_hours) - 192', [])
  await deleteOverSecrets(db)
  // A key that is good finds its leases by its bids.
  await db.query(
    `delete from session_bids b where expiry < extract(epoch from now() - interval '1 day')
       and not (exists (select from leases where leases.bid_hash = b.bid_hash) and exists (select from chain_sessions s
         where s.account = b.account and s.key = b.key and not s.revoked and s.expiry >= extract(epoch from now())))`,
    [],
  )
}
