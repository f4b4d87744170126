// HTTPS ports of leases: the labels in their host names, and the tokens that open them. The API (role infinitio_api) writes the tables `lease_endpoints` and
// `port_tokens`; the gateway reads them.
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import type { LeaseKey } from './disk/leaseKey.ts'
import { tables } from './generated/tables.ts'
import { type LeaseState, leaseStates } from '@infinitio/domain'
import { type LeaseGuest, leaseGuests, leaseGuestsColumn } from './shares.ts'

const labelOfLease = statement(
  rowOf({ label: tables.lease_endpoints.label }),
  'select label from lease_endpoints where bid_hash = $1 and lease_id = $2',
)

/**
 * Returns the label of a lease, which is a part of the host names of its ports. If the lease has no label yet, it gets `label`. Parallel calls return the same
 * label. Index: lease_endpoints (bid_hash, lease_id).
 */
export async function ensureLeaseEndpoint(db: Queryable, { bidHash, leaseId, label }: LeaseKey & { label: string }): Promise<string> {
  await db.query('insert into lease_endpoints (label, bid_hash, lease_id) values ($1, $2, $3) on conflict (bid_hash, lease_id) do nothing', [
    ...[label, bidHash, leaseId],
  ])
  const row = await labelOfLease.only(db, [bidHash, leaseId])
  return row.label
}

/** The lease to which a host name's label belongs, with its holder and the accounts with which it is shared. */
export type LeaseEndpoint = { leaseId: string; holder: string; guests: LeaseGuest[]; state: LeaseState }

const leaseOfLabel = statement(
  rowOf({
    lease_id: tables.leases.lease_id,
    holder: 'text',
    guests: leaseGuestsColumn,
    state: oneOf(tables.leases.state, leaseStates),
  }),
  `select leases.lease_id, coalesce(leases.holder, leases.renter) as holder, leases.state,
     ${leaseGuests} as guests
   from lease_endpoints join leases using (bid_hash) where lease_endpoints.label = $1
   order by leases.lease_id = lease_endpoints.lease_id desc, leases.lease_id limit 1`,
)

/**
 * Returns the lease to which a host name's label belongs, or null. If a reorganisation of the chain changed the lease's id, its bid still identifies it.
 * Indexes: lease_endpoints (label), leases (bid_hash), lease_shares (bid_hash). Takes no lock.
 */
export async function findLeaseEndpoint(db: Queryable, { label }: { label: string }): Promise<LeaseEndpoint | null> {
  const row = await leaseOfLabel.first(db, [label])
  return row === null ? null : { leaseId: row.lease_id.toString(), holder: row.holder, guests: row.guests ?? [], state: row.state }
}

const portTokenRow = rowOf({
  label: tables.port_tokens.label,
  account: tables.port_tokens.account,
  kind: oneOf(tables.port_tokens.kind, ['page', 'program']),
  port: tables.port_tokens.port,
  session: tables.port_tokens.session_hash,
  expiresAt: tables.port_tokens.expires_at,
})

/**
 * The rights of a port token. The token of a page opens one port, and ends with the page's session (`session`). The token of a program opens all ports of the
 * lease (`port` and `session` are null). If `expiresAt` is null, the token expires with the lease.
 */
export type PortToken = RowOf<typeof portTokenRow>

const portTokenByHash = statement(
  portTokenRow,
  'select label, account, kind, port, session_hash as session, expires_at as "expiresAt" from port_tokens where token_hash = $1 and revoked_at is null',
)

/**
 * Returns the token with this hash (SHA-256, hex); returns null if it does not exist or was revoked. This function does not check whether a page's token was
 * used; `openConnection` does. Index: port_tokens (token_hash).
 */
export async function findPortToken(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<PortToken | null> {
  return portTokenByHash.first(db, [tokenHash])
}

/** A token to store: its hash, and the id with which it can be revoked. */
export type NewPortToken = PortToken & { tokenHash: string; tokenId: string }

/** Stores a port token by its hash. */
export async function insertPortToken(db: Queryable, token: NewPortToken): Promise<void> {
  const { tokenHash, tokenId, label, account, kind, port, session, expiresAt } = token
  await db.query(
    'insert into port_tokens (token_hash, token_id, label, account, kind, port, session_hash, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [...[tokenHash, tokenId, label, account, kind, port, session, expiresAt]],
  )
}

const programTokens = statement(
  rowOf({ tokenId: tables.port_tokens.token_id, createdAt: tables.port_tokens.created_at }),
  `select token_id as "tokenId", created_at as "createdAt" from port_tokens where label = $1 and account = $2 and kind = 'program' and revoked_at is null
   order by created_at, token_id`,
)

/** Lists the program tokens of an account for a label (the host names of one lease) that are not revoked, oldest first. Index: port_tokens (label). */
export async function listPortTokens(
  db: Queryable,
  { label, account }: { label: string; account: string },
): Promise<{ tokenId: string; createdAt: Date }[]> {
  return programTokens.rows(db, [label, account])
}

/**
 * Revokes a token of an account for a label (the host names of one lease). Changes nothing if there is no such token or it is already revoked. Index:
 * port_tokens (label).
 */
export async function revokePortToken(db: Queryable, args: { label: string; account: string; tokenId: string }): Promise<void> {
  const { label, account, tokenId } = args
  await db.query('update port_tokens set revoked_at = now() where label = $1 and account = $2 and token_id = $3 and revoked_at is null', [
    ...[label, account, tokenId],
  ])
}
