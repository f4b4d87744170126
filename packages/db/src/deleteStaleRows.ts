// Deletes expired rows. Each of them is in a table that the API (role infinitio_api) owns.
import type { Queryable } from './client/queryable.ts'
import { deleteOverSecrets } from './secrets.ts'

/**
 * Deletes expired rows:
 * - nonces, tokens, sessions and pairing links, one day after they expired; program tokens for ports, when their lease is closed
 * - shares of leases after 90 days, if the lease is closed
 * - faults and problem reports after 365 days; the incidents and outages from which faults are judged after 30 days
 * - progress of images after 90 days, if the lease is over
 * - members of clusters, and changes of SSH keys and ports, after 90 days, if the lease is closed
 * - idempotency keys after one day; encrypted secrets that no lease needs any longer (`deleteOverSecrets`)
 * - calls of the task pool and keys of private jobs after 30 days, jobs after 90 days
 * - notifications after 90 days; deliveries of webhooks and mails after 30 days
 * - maintenance windows after 240 days, when even the latest and longest one is over
 * - counts of nodes' hours, probe reports and reports about AI services, if they are 8 days older than the newest ones of their kind; statements about
 *   machines, if they are two days older than the newest
 * - GPU proof slots (blocks at which machines prove their GPUs) after 60 days; Merkle roots of statements about them after 62 days
 * - requests for confirmation mails after one day; refusals of mail after 30 days
 * - bids of session keys, one day after they expired, unless their lease exists and their key is valid
 * Also marks mails that have waited for a day as failed. Index: the expires_at and created_at indexes of each table.
 */
export async function deleteStaleRows(db: Queryable): Promise<void> {
  await db.query("delete from session_nonces where expires_at < now() - interval '1 day'", [])
  await db.query("delete from sessions where expires_at < now() - interval '1 day'", [])
  await db.query("delete from node_sessions where expires_at < now() - interval '1 day'", [])
  await db.query("delete from pairings where expires_at < now() - interval '1 day'", [])
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
  await db.query("delete from problem_reports where created_at < now() - interval '365 days'", [])
  await db.query("delete from fault_records where created_at < now() - interval '365 days'", [])
  await db.query("delete from lease_incidents where at < now() - interval '30 days'", [])
  await db.query(
    `delete from lease_images i where updated_at < now() - interval '90 days'
       and not exists (select from leases l where l.lease_id = i.lease_id and l.node_id = i.node_id and l.state in ('booked', 'active'))`,
    [],
  )
  await db.query("delete from market_outages where until_at < now() - interval '30 days'", [])
  await db.query(
    `delete from lease_access a where changed_at < now() - interval '90 days'
       and not exists (select from leases l where l.bid_hash = a.bid_hash and l.lease_id = a.lease_id and l.state <> 'closed')`,
    [],
  )
  await db.query(
    `delete from mesh_members m where reported_at < now() - interval '90 days'
       and not exists (select from leases l where l.bid_hash = m.bid_hash and l.lease_id = m.lease_id and l.state <> 'closed')`,
    [],
  )
  await db.query("delete from idempotency_keys where created_at < now() - interval '1 day'", [])
  await db.query("delete from pool_calls where created_at < now() - interval '30 days'", [])
  await db.query("delete from task_keys where created_at < now() - interval '30 days'", [])
  await db.query("delete from jobs where created_at < now() - interval '90 days'", [])
  await db.query("delete from notifications where created_at < now() - interval '90 days'", [])
  await db.query("delete from webhook_deliveries where created_at < now() - interval '30 days'", [])
  await db.query("update mail_deliveries set state = 'failed' where state = 'waiting' and created_at < now() - interval '1 day'", [])
  await db.query("delete from mail_deliveries where created_at < now() - interval '30 days'", [])
  await db.query("delete from mail_asked where at < now() - case when kind = 'asked' then interval '1 day' else interval '30 days' end", [])
  await db.query('delete from node_hours where hour < (select max(hour) from node_hours) - 192', [])
  await db.query("delete from maintenance_windows where created_at < now() - interval '240 days'", [])
  await db.query('delete from machine_statements where epoch < (select max(epoch) from machine_statements) - 48', [])
  await db.query('delete from probe_reports where hour < (select max(hour) from probe_reports) - 192', [])
  await db.query('delete from check_reports where slot < (select max(slot) from check_reports) - 160', [])
  // Proofs of the last 60 days decide whether a machine has tier 2, so older ones are not needed. The files with revealed rows of proofs are deleted elsewhere,
  // after 7 days.
  await db.query("delete from proof_roots where posted_at < now() - interval '62 days'", [])
  await db.query("delete from proof_slots where at < extract(epoch from now() - interval '60 days')", [])
  await deleteOverSecrets(db)
  // Keep the bids of leases while the session key that signed them is valid, because the key finds its leases through them.
  await db.query(
    `delete from session_bids b where expiry < extract(epoch from now() - interval '1 day')
       and not (exists (select from leases where leases.bid_hash = b.bid_hash) and exists (select from chain_sessions s
         where s.account = b.account and s.key = b.key and not s.revoked and s.expiry >= extract(epoch from now())))`,
    [],
  )
}
