// Tokens for one terminal, log or file connection. The API (role infinitio_api) writes the table `terminal_tokens`; the gateway reads it.
import { oneOf, rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { type LeaseGuest, leaseGuests, leaseGuestsColumn } from '../shares.ts'

/** Stores the hash of a terminal token, which opens one connection at the gateway until `expiresAt`. */
export async function insertTerminalToken(
  db: Queryable,
  args: { tokenHash: string; leaseId: bigint; account: string; kind: string; sessionHash: string | null; expiresAt: Date },
): Promise<void> {
  await db.query('insert into terminal_tokens (token_hash, lease_id, account, kind, session_hash, expires_at) values ($1, $2, $3, $4, $5, $6)', [
    args.tokenHash,
    args.leaseId,
    args.account,
    args.kind,
    args.sessionHash,
    args.expiresAt,
  ])
}

/** A terminal token: its lease, account and session, and the accounts that may connect to the lease now. */
export type TerminalToken = {
  leaseId: string
  account: string
  kind: 'terminal' | 'logs' | 'files'
  expiresAt: Date
  session: string | null
  holder: string
  guests: LeaseGuest[]
}

const { terminal_tokens: tokens } = tables

const tokenRow = rowOf({
  lease_id: tokens.lease_id,
  account: tokens.account,
  kind: oneOf(tokens.kind, ['terminal', 'logs', 'files']),
  expires_at: tokens.expires_at,
  session_hash: tokens.session_hash,
  holder: 'text',
  guests: leaseGuestsColumn,
})

const terminalTokenByHash = statement(
  tokenRow,
  `select t.lease_id, t.account, t.kind, t.expires_at, t.session_hash, coalesce(leases.holder, leases.renter) as holder, ${leaseGuests} as guests
   from terminal_tokens t join leases on leases.lease_id = t.lease_id where t.token_hash = $1`,
)

/**
 * Returns the token with this hash (SHA-256, hex), or null. This function does not check whether the token was used; `openConnection` does. Index:
 * terminal_tokens (token_hash), leases (lease_id), lease_shares (bid_hash).
 */
export async function findTerminalToken(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<TerminalToken | null> {
  const row = await terminalTokenByHash.first(db, [tokenHash])
  if (row === null) return null
  const { account, kind, holder } = row
  return { leaseId: row.lease_id.toString(), account, kind, expiresAt: row.expires_at, session: row.session_hash, holder, guests: row.guests ?? [] }
}
