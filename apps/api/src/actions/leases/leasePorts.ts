import { randomBytes, randomUUID } from 'node:crypto'
import { ensureLeaseEndpoint, insertPortToken, type LeaseDetailRow, listPortTokens, revokePortToken as revokeRow } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { LeasePortsWire, PortTokenRequestWire, PortTokenWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { hashToken, newToken } from '../../session/newToken.ts'
import { findOwnLease } from './findOwnLease.ts'
import { accessOfLease } from './leaseAccess.ts'

const pageGoodForSeconds = 60
const mostProgramTokens = 16

/**
 * Creates a token for the ports of a lease. A token for a page opens one port, once and within one minute; its connection ends when the session ends. A token
 * for a program opens all ports until the lease ends or the token is revoked. Only the token's hash is stored. Refuses with `lease.unknown`, `auth.forbidden`,
 * `lease.not_holder`, `lease.watch_only`, `lease.over`, `lease.port_unknown`, `lease.port_tokens_limit`.
 */
export async function createPortToken(
  services: Services,
  { account, leaseId, request, sessionHash }: { account: Address; leaseId: string; request: PortTokenRequestWire; sessionHash: string | null },
): Promise<PortTokenWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: request.kind === 'page' ? 'openPort' : 'makePortToken' })
  if (isRefusal(own)) return own
  const { state, endAt } = own.row
  if (state === 'ended' || state === 'closed' || services.clock.read().now >= Number(endAt)) return { rejected: 'lease.over' }
  const ports = accessOfLease(own.row).ports
  const port = request.kind === 'page' ? request.port : null
  if (port === null ? ports.length === 0 : !ports.includes(port)) return { rejected: 'lease.port_unknown' }
  const label = await leaseEndpoint(services, own.row)
  const isFull = port === null && (await listPortTokens(services.db, { label, account })).length >= mostProgramTokens
  if (isFull) return { rejected: 'lease.port_tokens_limit' }
  // With the prefix, the gateway can distinguish a program's access token from a token that the workload itself uses.
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

/** Lists the ports of a lease with their addresses, for its holder. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export async function readLeasePorts(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<LeasePortsWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seePorts' })
  if (isRefusal(own)) return own
  const ports = accessOfLease(own.row).ports
  if (ports.length === 0) return { ports: [], tokens: [] }
  const label = await leaseEndpoint(services, own.row)
  const tokens = await listPortTokens(services.db, { label, account })
  return {
    ports: ports.map((port) => ({ port, url: portUrl(services, { label, port }) })),
    tokens: tokens.map(({ tokenId, createdAt }) => ({ tokenId, createdAt: Math.floor(createdAt.getTime() / 1_000) })),
  }
}

/**
 * Revokes one of the holder's access tokens, after which the gateway closes its connections. Safe to repeat. Refuses with `lease.unknown`, `auth.forbidden`,
 * `lease.not_holder`, `lease.watch_only`.
 */
export async function revokePortToken(
  services: Services,
  { account, leaseId, tokenId }: { account: Address; leaseId: string; tokenId: string },
): Promise<null | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'revokePortToken' })
  if (isRefusal(own)) return own
  await revokeRow(services.db, { label: await leaseEndpoint(services, own.row), account, tokenId })
  return null
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const labelLetters = 20

/** Returns the random part of the lease's host names. The first call creates it, with 100 bits, so that nobody can guess it. */
export function leaseEndpoint({ db }: Services, { bidHash, leaseId }: Pick<LeaseDetailRow, 'bidHash' | 'leaseId'>): Promise<string> {
  const label = [...randomBytes(labelLetters)].map((byte) => letters[byte % letters.length]).join('')
  return ensureLeaseEndpoint(db, { bidHash, leaseId, label })
}

/** Returns the URL of a port. Its host name is a subdomain of the gateway's host for ports. */
export function portUrl({ gateway }: Services, { label, port }: { label: string; port: number }): string {
  const { protocol, host } = new URL(gateway.portsUrl)
  return `${protocol}//${port}-${label}.${host}/`
}
