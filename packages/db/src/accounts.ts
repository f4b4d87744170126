// Accounts: their settings, their export and their deletion. The API (role infinitio_api) writes the table `accounts` and the other tables in this
// file.
import { present, rowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'
import { deleteReviewTexts } from './reviews/reviewEntries.ts'

const settingsOfAccount = statement(
  rowOf({ settings: present(tables.accounts.settings), changedAt: present(tables.accounts.settings_at) }),
  'select settings, settings_at as "changedAt" from accounts where account = $1 and settings is not null',
)

/**
 * Returns the page settings of an account as JSON, with the time of their last change; returns null if the account stored none. Index: accounts (account).
 * Takes no lock.
 */
export async function readAccountSettings(db: Queryable, { account }: { account: string }): Promise<{ settings: string; changedAt: Date } | null> {
  return settingsOfAccount.first(db, [account])
}

const savedSettings = statement(
  rowOf({ changedAt: present(tables.accounts.settings_at) }),
  `update accounts set settings = $2, settings_at = greatest(now(), settings_at + interval '1 millisecond')
   where account = $1 returning settings_at as "changedAt"`,
)

/**
 * Stores the page settings of an account. Returns the time of the change, which is later than the time of every earlier change; null if the account
 * is unknown. Index: accounts (account). Locks its row.
 */
export async function saveAccountSettings(db: Queryable, { account, settings }: { account: string; settings: string }): Promise<Date | null> {
  const row = await savedSettings.first(db, [account, settings])
  return row?.changedAt ?? null
}

/** The SQL that selects each part of an account's export. */
const exportParts = {
  account: 'select account, created_at, last_seen_at, settings, settings_at from accounts where account = $1',
  sessions: 'select kind, session_key, name, created_at, expires_at, revoked_at from sessions where account = $1 order by created_at',
  leaseNames: 'select bid_hash, lease_id::text, name, updated_at from lease_names where account = $1 order by updated_at',
  leaseShares: 'select bid_hash, guest, may, shared_by, created_at from lease_shares where guest = $1 or shared_by = $1 order by created_at',
  leaseAccess: `select bid_hash, lease_id::text, number, ssh_keys, ports, changed_at, (select coalesce(json_agg(c), '[]') from (select number, ssh_keys, ports, at
     from lease_access_changes where bid_hash = a.bid_hash and lease_id = a.lease_id and signer = $1 order by number) c) as changes
     from lease_access a where signer = $1 order by changed_at`,
  problemReports: `select report_id::text, lease_id::text, problem, text, log, artefacts, answer, created_at, answered_at, closed_at from problem_reports
     where reporter = $1 order by report_id`,
  faultAnswers: 'select fault_id::text, side, text, created_at from fault_answers where account = $1 order by fault_id',
  reviews:
    'select number::text, kind, target::text, lease_id::text, stars, text, salt, signature, at::text from reviews where author = $1 order by number',
  sshKeys: 'select line, created_at from account_ssh_keys where account = $1 order by created_at, line',
  workloads: `select hash, body, created_at, (select coalesce(json_agg(s), '[]') from (select node_id, box, state, sealed_at from sealed_secrets
     where workload_hash = hash order by node_id) s) as sealed_secrets from workloads where owner = $1 order by created_at`,
  nodeProfiles: 'select p.* from node_profiles p join chain_nodes n on n.node_id = p.node_id where n.provider = $1 order by p.node_id',
  maintenanceWindows: `select window_id, node_id, from_at::text, until_at::text, created_at, cancelled_at from maintenance_windows where provider = $1
     order by created_at, window_id`,
  artefacts: `select sha256, bytes, readers, created_at, expires_at from artefacts where account = $1 and stored_at is not null and deleted_at is null
     order by created_at`,
  snapshots: `select snapshot_id, lease_id::text, node_id, state, code, stored_bytes::text, disk_bytes::text, created_at, taken_at, expires_at from disk_snapshots
     where account = $1 and deleted_at is null order by created_at`,
  moves: `select move_id, lease_id::text, bid_hash, new_bid_hash, state, failed_at, code, snapshot_id, order_json, snapshot_json, end_json, created_at, updated_at
     from lease_moves where account = $1 order by created_at`,
  jobs: `select job_id, scheduler, spec, created_at, over_at, (select coalesce(json_agg(e), '[]') from (select number, event, at from job_events
     where job_events.job_id = jobs.job_id order by number) e) as events from jobs where account = $1 order by created_at`,
  savedSearches:
    'select search_id, query, seen_nodes, seen_at, alerts, told_nodes, told_at, created_at from saved_searches where account = $1 order by created_at',
  notifications: 'select notification_id::text, kind, facts, created_at, read_at from notifications where account = $1 order by notification_id',
  webhooks: 'select webhook_id, url, kinds, created_at, disabled_at from webhooks where account = $1 order by created_at',
  mailAddresses: 'select address, kinds, created_at, confirmed_at, stopped_at, stopped_by from mail_addresses where account = $1',
  billing: 'select name, address, tax_id, updated_at from billing_details where account = $1',
  seller: 'select name, address, tax_number, tax_name, tax_rate_bps, no_tax_reason, updated_at from seller_details where account = $1',
  delegateStatement: 'select name, text, signature, signed_at::text from delegate_statements where account = $1',
  modelDescriptions: 'select model_id, text, signature, signed_at::text from model_descriptions where account = $1 order by model_id',
  modelRecords: `select model_id, weights_root, tokenizer_hash, chat_template_hash, licence, parent, royalty_bps, signature, signed_at::text from model_records
     where account = $1 order by model_id`,
  invoices: 'select number::text, lease_id::text, replaces::text, issued_at, facts::json as facts from invoices where account = $1 order by number',
  orders: 'select kind, order_hash, order_json, signature, state, code, lease_id::text from book_orders where account = $1 order by created_seq',
  holds:
    'select hold_id, ask_hash, gpus, duration_seconds::text, funded, state, created_at_ms::text from holds where account = $1 order by created_at_ms',
  instructions: 'select kind, lease_id::text, payload, created_at from relays where account = $1 order by seq',
  leases: `select lease_id::text, node_id, state, renter, coalesce(holder, renter) as holder, provider, workload_hash, start_at::text, end_at::text from leases
     where renter = $1 or holder = $1 or provider = $1 order by lease_id`,
  statement:
    'select kind, block_number::text, tx_hash, amount::text, lease_id::text, at::text from chain_statement where account = $1 order by block_number, log_index',
}

/** The rows about an account that `exportParts` selects: one JSON text for each part, which is a list of rows. */
export type AccountExport = Record<keyof typeof exportParts, string>

const exportColumns = Object.entries(exportParts).map(
  ([name, select]) => `(select coalesce(json_agg(t), '[]')::text from (${select}) t) as "${name}"`,
)
const everyPart = Object.fromEntries(Object.keys(exportParts).map((name) => [name, 'text'])) as Record<keyof typeof exportParts, 'text'>

const accountExport = statement(everyPart, `select ${exportColumns.join(', ')}`)

/** Returns the export of an account, read in one statement. It leaves out the hashes of tokens. Indexes: those by account of each table. Takes no lock. */
export function readAccountExport(db: Queryable, { account }: { account: string }): Promise<AccountExport> {
  return accountExport.only(db, [account])
}

const liveLeases = statement(
  rowOf({ count: 'int8' }),
  `select (select count(*) from leases where (renter = $1 or holder = $1) and coalesce(holder, renter) = $1 and state <> 'closed')
   + (select count(*) from leases where provider = $1 and coalesce(holder, renter) <> $1 and state <> 'closed')
   + (select count(*) from settlements where account = $1 and state = 'unsettled') as count`,
)

/**
 * Counts the open leases of an account, as holder or as provider, and its matches that wait for the chain.
 * Indexes: leases (renter, lease_id), leases (holder), leases (provider, lease_id), settlements (state, match_id). Takes no lock.
 */
export async function countLiveLeases(db: Queryable, { account }: { account: string }): Promise<bigint> {
  const { count } = await liveLeases.only(db, [account])
  return count
}

/** The number of deleted rows of each kind. Artefacts and snapshots are only marked as deleted. For reviews, the number is that of the removed texts. */
export type DeletedRows = Record<
  | 'sessions'
  | 'leaseNames'
  | 'leaseShares'
  | 'leaseAccess'
  | 'problemReports'
  | 'faultAnswers'
  | 'reviewTexts'
  | 'sshKeys'
  | 'workloads'
  | 'nodeProfiles'
  | 'maintenanceWindows'
  | 'snapshots'
  | 'artefacts'
  | 'readings'
  | 'jobs'
  | 'savedSearches'
  | 'notifications'
  | 'webhooks'
  | 'mailAddresses'
  | 'billing'
  | 'seller'
  | 'delegateStatement'
  | 'modelDescriptions'
  | 'modelRecords'
  | 'invoices'
  | 'answers'
  | 'account',
  number
>

/**
 * Deletes the API's rows about an account, except those that other accounts need. It deletes, among others: sessions and tokens, lease names and shares, SSH
 * keys, encrypted secrets, snapshots, artefacts and moves, jobs, reports and texts of reviews, saved searches, notifications, webhooks, the e-mail address,
 * billing details, legal data and invoices, workloads that no open lease runs, profiles of the account's machines, maintenance that is over or cancelled,
 * stored answers, and the readings, energy and image states of the account's leases. Call it inside a transaction, after `countLiveLeases` returned 0. `now` is
 * in Unix seconds of the block clock. `salt` (32 random bytes) is stored in the entries of the review list that show which texts were deleted. `evidence` has
 * the hashes of files that a juror may need; those of these files that are public remain.
 */
export async function deleteAccountRows(
  tx: Queryable,
  { account, now, salt, evidence }: { account: string; now: bigint; salt: string; evidence: readonly string[] },
): Promise<DeletedRows> {
  const gone = async (from: string): Promise<number> => (await tx.query(`delete from ${from} returning 1`, [account])).length
  const ofLeases = 'lease_id in (select lease_id from leases where (renter = $1 or holder = $1) and coalesce(holder, renter) = $1)'
  const readings = (await gone(`telemetry where ${ofLeases}`)) + (await gone(`telemetry_minutes where ${ofLeases}`))
  await gone(`lease_energy where ${ofLeases}`)
  await gone(`lease_images where ${ofLeases}`)
  await gone('sealed_secrets where account = $1')
  await gone('disk_restores where account = $1')
  await gone('lease_moves where account = $1')
  await gone('pairings where account = $1')
  // Hashes of the mailboxes that got confirmation mails remain for one day, without the account. Otherwise an account could be deleted and created again, and
  // send confirmation mails to one mailbox without limit.
  await tx.query('update mail_asked set account = null where account = $1', [account])
  // Mark these rows as deleted. Another job removes their bytes from the file store, and then the rows.
  const ofAccount = "account = $1 and deleted_at is null and not (readers = 'anybody' and sha256 = any($2))"
  const artefacts = (await tx.query(`update artefacts set deleted_at = now() where ${ofAccount} returning 1`, [account, evidence])).length
  const snapshots = (await tx.query('update disk_snapshots set deleted_at = now() where account = $1 and deleted_at is null returning 1', [account]))
    .length
  // The list of reviews is a chain of hashes, so its entries remain. Only their texts are deleted.
  const reviewTexts = await deleteReviewTexts(tx, { author: account, salt, at: now })
  return {
    snapshots,
    artefacts,
    reviewTexts,
    readings: readings + (await gone(`telemetry_hours where ${ofLeases}`)),
    sessions:
      (await gone('sessions where account = $1')) +
      (await gone('terminal_tokens where account = $1')) +
      (await gone('port_tokens where account = $1')),
    leaseNames: await gone('lease_names where account = $1'),
    leaseShares: await gone('lease_shares where guest = $1 or shared_by = $1'),
    leaseAccess: (await gone('lease_access where signer = $1')) + (await gone('lease_access_changes where signer = $1')),
    problemReports: await gone('problem_reports where reporter = $1'),
    faultAnswers: await gone('fault_answers where account = $1'),
    sshKeys: await gone('account_ssh_keys where account = $1'),
    workloads: await gone(
      `workloads where owner = $1 and not exists (select from leases where leases.workload_hash = workloads.hash and leases.state <> 'closed')`,
    ),
    nodeProfiles: await gone('node_profiles where node_id in (select node_id from chain_nodes where provider = $1)'),
    maintenanceWindows: (
      await tx.query('delete from maintenance_windows where provider = $1 and (until_at <= $2 or cancelled_at is not null) returning 1', [
        account,
        now,
      ])
    ).length,
    jobs: await gone('jobs where account = $1'),
    savedSearches: await gone('saved_searches where account = $1'),
    notifications: await gone('notifications where account = $1'),
    webhooks: await gone('webhooks where account = $1'),
    billing: await gone('billing_details where account = $1'),
    seller: await gone('seller_details where account = $1'),
    delegateStatement: await gone('delegate_statements where account = $1'),
    modelDescriptions: await gone('model_descriptions where account = $1'),
    modelRecords: await gone('model_records where account = $1'),
    invoices: await gone('invoices where account = $1'),
    mailAddresses: await gone('mail_addresses where account = $1'),
    answers: await gone('idempotency_keys where account = $1'),
    account: await gone('accounts where account = $1'),
  }
}
