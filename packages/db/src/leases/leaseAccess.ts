// Changes of SSH keys and ports of leases. The API (role infinitio_api) writes the tables `lease_access` and `lease_access_changes`; the gateway reads the first.
import { jsonOf, rowOf, type RowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'
import { tables } from '../generated/tables.ts'

/** The last change of the SSH keys and ports of a lease, with the account that signed it. `expiry` is in Unix seconds of the block clock. */
export type LeaseAccessRow = { number: number; signer: string; sshKeys: string[]; ports: number[]; expiry: number; signature: string }

/**
 * Returns SQL that selects the last change of a lease's SSH keys and ports as JSON, or null. `bidHash` and `leaseId` are the SQL names of the two columns that
 * identify the lease. Index: lease_access (bid_hash, lease_id).
 */
export function leaseAccessOf(bidHash: string, leaseId: string): string {
  return `(select json_build_object('number', a.number, 'signer', a.signer, 'sshKeys', a.ssh_keys, 'ports', a.ports, 'expiry', a.expiry,
    'signature', a.signature) from lease_access a where a.bid_hash = ${bidHash} and a.lease_id = ${leaseId})`
}

/** The type of the column that the SQL of `leaseAccessOf` returns. */
export const leaseAccessColumn = jsonOf('json?', isLeaseAccess)

function isLeaseAccess(value: unknown): value is LeaseAccessRow {
  if (typeof value !== 'object' || value === null) return false
  const { number, signer, sshKeys, ports, expiry, signature } = value as Partial<Record<keyof LeaseAccessRow, unknown>>
  const areNumbers = Number.isSafeInteger(number) && Number.isSafeInteger(expiry)
  const areTexts = typeof signer === 'string' && typeof signature === 'string'
  return areNumbers && areTexts && isListOf(sshKeys, 'string') && isListOf(ports, 'number')
}

function isListOf(value: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type)
}

/**
 * Stores a change of the SSH keys and ports of a lease in the list of its changes too, and notifies gateways. The number of the change must be 1 for the first change of a lease, and the
 * stored number plus 1 for a later one; otherwise returns false and stores nothing. Index: lease_access (bid_hash, lease_id).
 */
export async function saveLeaseAccess(tx: Queryable, { bidHash, leaseId, ...access }: LeaseKey & LeaseAccessRow): Promise<boolean> {
  const { number, signer, sshKeys, ports, expiry, signature } = access
  const rows = await tx.query(
    `with saved as (insert into lease_access (bid_hash, lease_id, number, signer, ssh_keys, ports, expiry, signature)
     select $1, $2, $3, $4, $5, $6, $7, $8 where $3::int = 1 or exists (select from lease_access where bid_hash = $1 and lease_id = $2)
     on conflict (bid_hash, lease_id) do update set number = excluded.number, signer = excluded.signer, ssh_keys = excluded.ssh_keys, ports = excluded.ports,
       expiry = excluded.expiry, signature = excluded.signature, changed_at = now() where lease_access.number = excluded.number - 1
     returning bid_hash, lease_id, number, signer, cardinality(ssh_keys), ports)
     insert into lease_access_changes (bid_hash, lease_id, number, signer, ssh_keys, ports) select * from saved returning 1`,
    [bidHash, leaseId, number, signer, sshKeys, ports, expiry, signature],
  )
  if (rows.length === 1) await notify(tx, ['relays'])
  return rows.length === 1
}

const accessChangeRow = rowOf({
  number: tables.lease_access_changes.number,
  signer: tables.lease_access_changes.signer,
  sshKeys: tables.lease_access_changes.ssh_keys,
  ports: tables.lease_access_changes.ports,
  /** In Unix seconds. */
  at: 'int8',
})

/** A change of the SSH keys and ports of a lease: the number of keys that could log in after it, and the ports that had a web address. */
export type AccessChangeRow = RowOf<typeof accessChangeRow>

const accessChanges = statement(
  accessChangeRow,
  `select * from (select number, signer, ssh_keys as "sshKeys", ports, extract(epoch from at)::int8 as at from lease_access_changes
     where bid_hash = $1 and lease_id = $2 order by number desc limit $3) newest order by number`,
)

/** Returns the newest `most` changes of the SSH keys and ports of a lease, oldest first. Index: lease_access_changes (bid_hash, lease_id). Takes no lock. */
export async function listAccessChanges(db: Queryable, { bidHash, leaseId, most }: LeaseKey & { most: number }): Promise<AccessChangeRow[]> {
  return accessChanges.rows(db, [bidHash, leaseId, most])
}
