import { findChainSession, isLeaseOfKey, type SessionRow } from '@infinitio/db'
import { type Address, address, type Refusal } from '@infinitio/domain'
import { sessionKeyRefusal } from '../session/sessionKeyRefusal.ts'
import type { Endpoint } from './endpoint.ts'
import type { Services } from '../services/services.ts'

type Asked = Pick<Endpoint, 'method' | 'path' | 'keyRight' | 'byToken'>

/**
 * Returns null if a session key, or an API token of it, may call an endpoint for its account. Rejects with `auth.key_not_allowed`, `auth.token_reads_only`,
 * `auth.session_key_revoked`, `auth.session_key_expired`. Checks the current state of the chain, not the state at sign-in.
 */
export async function refuseKey(
  { db, clock }: Services,
  { session, key, endpoint }: { session: SessionRow; key: Address; endpoint: Asked },
): Promise<Refusal | null> {
  if (endpoint.keyRight === null) return { rejected: 'auth.key_not_allowed', detail: `${endpoint.method} ${endpoint.path}` }
  if (session.kind === 'api' && endpoint.method !== 'get' && !endpoint.byToken)
    return { rejected: 'auth.token_reads_only', detail: `${endpoint.method} ${endpoint.path}` }
  const known = await findChainSession(db, { account: session.account, key })
  if (known === null) return { rejected: 'auth.session_key_revoked', detail: key }
  return sessionKeyRefusal(known, { at: BigInt(clock.read().now) })
}

/** Returns null if the session key booked the lease in the path. Rejects with `auth.forbidden` otherwise, also if the lease does not exist. */
export async function refuseOthersLease(
  { db }: Services,
  { account, key, endpoint, params }: { account: Address; key: Address; endpoint: Asked; params: unknown },
): Promise<Refusal | null> {
  if (endpoint.keyRight !== 'ownLease') return null
  const leaseId = (params as { leaseId?: unknown } | null)?.leaseId
  const isOwn = typeof leaseId === 'string' && (await isLeaseOfKey(db, { account, key: address(key), leaseId: BigInt(leaseId) }))
  return isOwn ? null : { rejected: 'auth.forbidden', detail: 'a lease that this key did not book' }
}
