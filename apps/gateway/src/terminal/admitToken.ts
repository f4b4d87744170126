import { createHash, randomUUID } from 'node:crypto'
import { type AdmittedLease, type Db, findTerminalToken, listOpenSessions, openConnection, readLeaseState } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import { mayAtLease } from '../leases/mayAtLease.ts'

/** The kinds of pages that open a connection to a lease: its terminal, its log, and its files. */
export type TerminalKind = 'terminal' | 'logs' | 'files'

/** The right that each kind of page needs. Access to the files of a lease gives the same power as a shell, so both need the same right. */
const actOfKind = { terminal: 'openShell', files: 'openShell', logs: 'readLog' } as const

/**
 * The result of checking a page's token. If the page may connect: its lease, account, session, and the id of its row in the table `connections`. Otherwise the
 * error code.
 */
export type Admission = { lease: AdmittedLease; account: string; session: string | null; connectionId: string } | { refused: ErrorCode }

/**
 * Checks the token of a page. It must be known, for this kind of page, not expired and never used before. Its hash is stored, so that a second use fails. The
 * gateway must accept connections to the lease, the account must have the right now, and its session must not have ended. Rejects if the database does not
 * answer.
 */
export async function admitToken({
  db,
  gatewayId,
  leases,
  token,
  kind,
  now,
}: {
  db: Db
  gatewayId: string
  leases: AdmittedLeases
  token: string
  kind: TerminalKind
  now: Date
}): Promise<Admission> {
  const tokenHash = createHash('sha256').update(token).digest('hex')
  const found = await findTerminalToken(db, { tokenHash })
  if (found === null || found.kind !== kind || found.expiresAt <= now || !mayOpen(kind, found.account, found))
    return { refused: 'auth.token_invalid' }
  const { session } = found
  if (session !== null && !(await listOpenSessions(db, { tokenHashes: [session] })).has(session)) return { refused: 'auth.session_revoked' }
  const connectionId = randomUUID()
  const isFirst = await openConnection(db, { id: connectionId, gatewayId, leaseId: found.leaseId, kind, tokenHash, openedAt: now })
  if (!isFirst) return { refused: 'auth.token_used' }
  const lease = await leases.find(found.leaseId)
  if (lease !== null) return { lease, account: found.account, session, connectionId }
  const state = await readLeaseState(db, { leaseId: found.leaseId })
  return { refused: state === 'booked' ? 'lease.not_ready' : 'lease.over' }
}

/** Returns true if an account may open this kind of page for a lease in its current state. */
export function mayOpen(kind: TerminalKind, account: string, lease: Pick<AdmittedLease, 'holder' | 'guests'>): boolean {
  return mayAtLease(actOfKind[kind], { account, lease })
}
