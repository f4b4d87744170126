// Shares of leases and SSH keys of accounts. The API (role infinitio_api) writes the tables `lease_shares` and `account_ssh_keys`; the gateway reads them.
import { jsonOf, oneOf, rowOf, type RowOf } from './client/columns.ts'
import { notify } from './client/notify.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const shareRights = ['watch', 'use'] as const

/** The right of a guest of a lease: `watch` (only to watch the lease), or `use` (also to use it). */
export type ShareRight = (typeof shareRights)[number]

/** An account with which a lease is shared, the right that it has, and the SSH keys that the account has stored, as OpenSSH lines. */
export type LeaseGuest = { account: string; may: ShareRight; sshKeys: string[] }

/**
 * SQL for the guests of a row of the table `leases` as JSON, or null. Guests are the accounts with which the current holder shares the lease. Indexes:
 * lease_shares (bid_hash), account_ssh_keys (account).
 */
export const leaseGuests = `(select json_agg(json_build_object('account', s.guest, 'may', s.may,
    'sshKeys', (select coalesce(json_agg(k.line order by k.line), '[]') from account_ssh_keys k where k.account = s.guest)) order by s.guest)
  from lease_shares s where s.bid_hash = leases.bid_hash and s.shared_by = coalesce(leases.holder, leases.renter))`

/** The type of the column that the SQL of `leaseGuests` returns. */
export const leaseGuestsColumn = jsonOf('json?', (value): value is LeaseGuest[] => Array.isArray(value) && value.every(isLeaseGuest))

function isLeaseGuest(value: unknown): value is LeaseGuest {
  if (typeof value !== 'object' || value === null) return false
  const { account, may, sshKeys } = value as Partial<Record<keyof LeaseGuest, unknown>>
  const hasRight = shareRights.some((right) => right === may)
  return typeof account === 'string' && hasRight && Array.isArray(sshKeys) && sshKeys.every((line) => typeof line === 'string')
}

type LeaseShare = { bidHash: string; guest: string; may: ShareRight; sharedBy: string }

/**
 * Shares a lease with an account, or changes the right of an existing share, and notifies gateways. If an earlier holder of the lease shared it with the same
 * account, replaces that share. Index: lease_shares (bid_hash, guest).
 */
export async function putLeaseShare(tx: Queryable, { bidHash, guest, may, sharedBy }: LeaseShare): Promise<void> {
  await tx.query(
    `insert into lease_shares (bid_hash, guest, may, shared_by) values ($1, $2, $3, $4)
     on conflict (bid_hash, guest) do update set may = excluded.may, shared_by = excluded.shared_by, created_at = now()`,
    [bidHash, guest, may, sharedBy],
  )
  await notify(tx, ['relays'])
}

/**
 * Revokes the share that this holder gave an account, and the account's tokens for the ports of the lease. Notifies gateways. Returns false if there was no
 * such share. Indexes: lease_shares (bid_hash, guest), port_tokens (label).
 */
export async function deleteLeaseShare(
  tx: Queryable,
  { bidHash, guest, holder }: { bidHash: string; guest: string; holder: string },
): Promise<boolean> {
  const gone = await tx.query('delete from lease_shares where bid_hash = $1 and guest = $2 and shared_by = $3 returning 1', [bidHash, guest, holder])
  if (gone.length === 0) return false
  await tx.query(
    `update port_tokens set revoked_at = now() where account = $2 and revoked_at is null
       and label in (select label from lease_endpoints where bid_hash = $1)`,
    [bidHash, guest],
  )
  await notify(tx, ['relays'])
  return true
}

/**
 * Locks the shares of this lease until the transaction ends, so that two concurrent calls cannot exceed the limit. Takes an advisory lock of the
 * lease.
 */
export async function lockLeaseShares(tx: Queryable, { bidHash }: { bidHash: string }): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('lease_shares' || $1, 0))", [bidHash])
}

const rightOfGuest = statement(
  rowOf({ may: oneOf(tables.lease_shares.may, shareRights) }),
  'select may from lease_shares where bid_hash = $1 and guest = $2 and shared_by = $3',
)

/** Returns the right that the holder of a lease gave an account, or null. Index: lease_shares (bid_hash, guest). Takes no lock. */
export async function findLeaseShare(
  db: Queryable,
  { bidHash, guest, holder }: { bidHash: string; guest: string; holder: string },
): Promise<ShareRight | null> {
  const row = await rightOfGuest.first(db, [bidHash, guest, holder])
  return row?.may ?? null
}

const leaseShareRow = rowOf({
  account: tables.lease_shares.guest,
  may: oneOf(tables.lease_shares.may, shareRights),
  createdAt: tables.lease_shares.created_at,
  sshKeys: 'int8',
})

/** A share of a lease (access for a teammate): the teammate's account, its right, and how many SSH keys the teammate has stored. */
export type LeaseShareRow = RowOf<typeof leaseShareRow>

const sharesOfLease = statement(
  leaseShareRow,
  `select guest as account, may, created_at as "createdAt", (select count(*) from account_ssh_keys k where k.account = guest) as "sshKeys"
   from lease_shares where bid_hash = $1 and shared_by = $2 order by created_at, guest`,
)

/**
 * Lists the shares (access of teammates) that this holder gave to the lease of a bid, oldest first. Indexes: lease_shares (bid_hash), account_ssh_keys
 * (account). Takes no lock.
 */
export async function listLeaseShares(db: Queryable, { bidHash, holder }: { bidHash: string; holder: string }): Promise<LeaseShareRow[]> {
  return sharesOfLease.rows(db, [bidHash, holder])
}

const sharesOfGuest = statement(
  rowOf({ bid_hash: tables.lease_shares.bid_hash, may: oneOf(tables.lease_shares.may, shareRights) }),
  'select bid_hash, may from lease_shares where guest = $1 and bid_hash = any($2)',
)

/**
 * From the given leases, returns those that are shared with an account, each with the account's right. A lease is given by the hash of its bid. Index:
 * lease_shares (bid_hash, guest). Takes no lock.
 */
export async function listSharesOfGuest(
  db: Queryable,
  { guest, bidHashes }: { guest: string; bidHashes: readonly string[] },
): Promise<Map<string, ShareRight>> {
  const rows = await sharesOfGuest.rows(db, [guest, bidHashes])
  return new Map(rows.map((row) => [row.bid_hash, row.may]))
}

/**
 * Replaces the SSH keys of an account, and notifies gateways, which close the connections of removed keys. Call it in a transaction. Index: account_ssh_keys
 * (account).
 */
export async function putAccountSshKeys(tx: Queryable, { account, lines }: { account: string; lines: readonly string[] }): Promise<void> {
  await tx.query('delete from account_ssh_keys where account = $1 and line <> all($2)', [account, lines])
  await tx.query('insert into account_ssh_keys (account, line) select $1, line from unnest($2::text[]) as line on conflict do nothing', [
    account,
    lines,
  ])
  await notify(tx, ['relays'])
}

const sshKeysOfAccount = statement(
  rowOf({ line: tables.account_ssh_keys.line }),
  'select line from account_ssh_keys where account = $1 order by created_at, line',
)

/** Lists the SSH keys of an account as OpenSSH lines, oldest first. Index: account_ssh_keys (account). Takes no lock. */
export async function listAccountSshKeys(db: Queryable, { account }: { account: string }): Promise<string[]> {
  const rows = await sshKeysOfAccount.rows(db, [account])
  return rows.map((row) => row.line)
}
