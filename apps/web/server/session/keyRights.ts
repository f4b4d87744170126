import type { Endpoint } from '../http/endpoint.ts'

/** `any`: whatever it names. `ownLease`: only with a lease in its path that this key booked. */
export type KeyRight = 'any' | 'ownLease'

/**
 * What a session key may do that has signed in: all that is here, and nothing else (ADR 98). What anybody may do is not asked here: orders and statements that a key
 * signed are judged by their signature. A hold of a key takes no money, and its secrets go to leases that it booked: their use cases see to that.
 */
export const keyRights: Readonly<Record<string, KeyRight>> = {
  'get /session': 'any',
  'delete /session': 'any',
  'get /session-keys': 'any',
  'put /workloads/{hash}': 'any',
  'post /holds': 'any',
  'get /holds/{holdId}': 'any',
  'delete /holds/{holdId}': 'any',
  'put /workloads/{hash}/secrets/{nodeId}': 'any',
  'get /leases': 'any',
  'get /leases/{leaseId}': 'ownLease',
  'get /leases/{leaseId}/disk': 'ownLease',
  'get /leases/{leaseId}/receipt': 'ownLease',
  'get /leases/{leaseId}/telemetry': 'ownLease',
  'post /leases/{leaseId}/terminal-token': 'ownLease',
  'get /leases/{leaseId}/ports': 'ownLease',
  'post /leases/{leaseId}/port-tokens': 'ownLease',
  'delete /leases/{leaseId}/port-tokens/{tokenId}': 'ownLease',
}

/** The right of keys to an endpoint, or null. */
export function keyRightTo({ method, path }: Pick<Endpoint, 'method' | 'path'>): KeyRight | null {
  const name = `${method} ${path}`
  return Object.hasOwn(keyRights, name) ? (keyRights[name] ?? null) : null
}
