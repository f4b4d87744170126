import { randomUUID } from 'node:crypto'
import { insertPortToken, listPortTokens } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { PortTokenRequestWire, PortTokenWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { hashToken, newToken } from '../../session/newToken.ts'
import { findOwnLease } from './findOwnLease.ts'
import { leaseEndpoint, portsOfWorkload, portUrl } from './leaseEndpoint.ts'

const pageGoodForSeconds = 60
const mostProgramTokens = 16

/**
 * A token for ports of a lease: for a page, one port and once within a minute; what it opens ends with the session it was made in; for programs, all ports until the lease ends or it is revoked.
 * Only its hash is stored. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`, `lease.over`, `lease.port_unknown`,
 * `lease.port_tokens_limit`.
 */
export async function createPortToken(
  services: Services,
  { account, leaseId, request, sessionHash }: { account: Address; leaseId: string; request: PortTokenRequestWire; sessionHash: string | null },
): Promise<PortTokenWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: request.kind === 'page' ? 'openPort' : 'makePortToken' })
  if (isRefusal(own)) return own
  const { state, endAt } = own.row
  if (state === 'ended' || state === 'closed' || services.clock.read().now >= Number(endAt)) return { rejected: 'lease.over' }
  const ports = portsOfWorkload(own.row)
  const port = request.kind === 'page' ? request.port : null
  if (port === null ? ports.length === 0 : !ports.includes(port)) return { rejected: 'lease.port_unknown' }
  const label = await leaseEndpoint(services, own.row)
  const isFull = port === null && (await listPortTokens(services.db, { label, account })).length >= mostProgramTokens
  if (isFull) return { rejected: 'lease.port_tokens_limit' }
  // What a program sends begins so that the gateway knows it from a workload's own.
  const token = port === null ? `ipt_${newToken().token}` : newToken().token
  const tokenId = randomUUID()
  const expiresAt = port === null ? null : new Date(Date.now() + pageGoodForSeconds * 1_000)
  await insertPortToken(services.db, {
    tokenHash: hashToken(token),
    tokenId,
    label,
    account,
    kind: request.kind,
    port,
    session: port === null ? null : sessionHash,
    expiresAt,
  })
  return {
    ...{ tokenId, token },
    url: port === null ? null : `${portUrl(services, { label, port })}.infinitio/enter`,
    expiresAt: expiresAt === null ? null : Math.floor(expiresAt.getTime() / 1_000),
  }
}
