import type { Queryable } from '../client/queryable.ts'

/** Everything the API keeps about an account, each part as the JSON text of a list of rows. */
export interface AccountExport {
  account: string
  sessions: string
  leaseNames: string
  leaseShares: string
  sshKeys: string
  workloads: string
  nodeProfiles: string
  snapshots: string
  moves: string
  savedSearches: string
  notifications: string
  webhooks: string
  mailAddresses: string
  billing: string
  invoices: string
  orders: string
  holds: string
  instructions: string
  leases: string
  statement: string
}

/**
 * Reads it in one statement; hashes of tokens are left out, since whoever has them needs nothing else. Indexes: those by account of each table.
 * Takes no lock.
 */
export async function readAccountExport(db: Queryable, { account }: { account: string }): Promise<AccountExport> {
  const list = (select: string) => `(select coalesce(json_agg(t), '[]')::text from (${select}) t)`
  const parts = {
    account: 'select account, created_at, last_seen_at, settings, settings_at from accounts where account = $1',
    sessions: 'select kind, session_key, created_at, expires_at, revoked_at from sessions where account = $1 order by created_at',
    leaseNames: 'select bid_hash, lease_id::text, name, updated_at from lease_names where account = $1 order by updated_at',
    leaseShares: 'select bid_hash, guest, may, shared_by, created_at from lease_shares where guest = $1 or shared_by = $1 order by created_at',
    sshKeys: 'select line, created_at from account_ssh_keys where account = $1 order by created_at, line',
    workloads: `select hash, body, created_at, (select coalesce(json_agg(s), '[]') from (select node_id, box, state, sealed_at from sealed_secrets
       where workload_hash = hash order by node_id) s) as sealed_secrets from workloads where owner = $1 order by created_at`,
    nodeProfiles: 'select p.* from node_profiles p join chain_nodes n on n.node_id = p.node_id where n.provider = $1 order by p.node_id',
    snapshots: `select snapshot_id, lease_id::text, node_id, state, code, stored_bytes::text, disk_bytes::text, created_at, taken_at, expires_at from disk_snapshots
       where account = $1 and deleted_at is null order by created_at`,
    moves: `select move_id, lease_id::text, bid_hash, new_bid_hash, state, failed_at, code, snapshot_id, order_json, snapshot_json, end_json, created_at, updated_at
       from lease_moves where account = $1 order by created_at`,
    savedSearches:
      'select search_id, query, seen_nodes, seen_at, alerts, told_nodes, told_at, created_at from saved_searches where account = $1 order by created_at',
    notifications: 'select notification_id::text, kind, facts, created_at, read_at from notifications where account = $1 order by notification_id',
    webhooks: 'select webhook_id, url, kinds, created_at, disabled_at from webhooks where account = $1 order by created_at',
    mailAddresses: 'select address, kinds, created_at, confirmed_at, stopped_at, stopped_by from mail_addresses where account = $1',
    billing: 'select name, address, tax_id, updated_at from billing_details where account = $1',
    invoices: 'select number::text, lease_id::text, replaces::text, issued_at, facts::json as facts from invoices where account = $1 order by number',
    orders: 'select kind, order_hash, order_json, signature, state, code, lease_id::text from book_orders where account = $1 order by created_seq',
    holds:
      'select hold_id, ask_hash, gpus, duration_seconds::text, funded, state, created_at_ms::text from holds where account = $1 order by created_at_ms',
    instructions: 'select kind, lease_id::text, payload, created_at from relays where account = $1 order by seq',
    leases: `select lease_id::text, node_id, state, renter, coalesce(holder, renter) as holder, provider, workload_hash, start_at::text, end_at::text from leases
       where renter = $1 or holder = $1 or provider = $1 order by lease_id`,
    statement:
      'select kind, block_number::text, tx_hash, amount::text, lease_id::text, at::text from chain_statement where account = $1 order by block_number, log_index',
  } satisfies Record<keyof AccountExport, string>
  const columns = Object.entries(parts).map(([name, select]) => `${list(select)} as "${name}"`)
  const rows = await db.query<AccountExport>(`select ${columns.join(', ')}`, [account])
  const row = rows[0]
  if (row === undefined) throw new Error('the export query returns one row')
  return row
}
