import { createHash, randomUUID } from 'node:crypto'
import { type AdmittedLease, type Db, findTerminalToken, listOpenSessions, openConnection, readLeaseState } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import { mayAtLease } from '../leases/mayAtLease.ts'

/** What a page wants to see. */
export type TerminalKind = 'terminal' | 'logs' | 'files'

/** Who has the files has all that a shell has. */
const actOfKind = { terminal: 'openShell', files: 'openShell', logs: 'readLog' } as const

/** A page that may come in, whose it is and of which session, with the id of its row in `connections`; or the code it is refused with. */
export type Admission = { lease: AdmittedLease; account: string; session: string | null; connectionId: string } | { refused: ErrorCode }

/**
 * Judges a terminal token: known, of this kind, not expired, never used before (its hash is written down, so the second use
 * fails), for a lease that is admitted, and of an account that may do this there now, in a session that is open. Rejects when the database is away.
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

/** Whether an account may have this of a lease as it is now. */
export function mayOpen(kind: TerminalKind, account: string, lease: Pick<AdmittedLease, 'holder' | 'guests'>): boolean {
  return mayAtLease(actOfKind[kind], { account, lease })
}
