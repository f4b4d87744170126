import { insertTerminalToken } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { TerminalTokenWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { newToken } from '../../session/newToken.ts'
import { findOwnLease } from './findOwnLease.ts'

const goodForSeconds = 60
/** A token for the files of a lease gives the same power as a token for its shell, so both need the same right to the lease. */
const actOfKind = { terminal: 'openShell', files: 'openShell', logs: 'readLog' } as const

/**
 * Creates a token that opens one terminal, log stream or file connection of a lease within one minute. Only its hash is stored, and the gateway accepts it
 * once. When the session that created the token ends, the connection ends too. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`,
 * `lease.watch_only`, `lease.over`.
 */
export async function createTerminalToken(
  services: Services,
  { account, leaseId, kind, sessionHash }: { account: Address; leaseId: string; kind: 'terminal' | 'logs' | 'files'; sessionHash: string | null },
): Promise<TerminalTokenWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: actOfKind[kind] })
  if (isRefusal(own)) return own
  const isOver = own.row.state === 'ended' || own.row.state === 'closed' || services.clock.read().now >= Number(own.row.endAt)
  if (isOver) return { rejected: 'lease.over' }
  const { token, tokenHash } = newToken()
  const expiresAt = new Date(Date.now() + goodForSeconds * 1_000)
  await insertTerminalToken(services.db, { tokenHash, leaseId: own.row.leaseId, account, kind, sessionHash, expiresAt })
  return { token, url: `${services.gateway.terminalUrl.replace(/\/$/, '')}/${kind}`, expiresAt: Math.floor(expiresAt.getTime() / 1_000) }
}
