import type { ChainSessionRow } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'

/**
 * Returns `auth.session_key_revoked` or `auth.session_key_expired` if a session key is not valid at
 * a time (Unix seconds), else null.
 */
export function sessionKeyRefusal({ key, revoked, expiry }: ChainSessionRow, { at }: { at: bigint }): Refusal | null {
  if (revoked) return { rejected: 'auth.session_key_revoked', detail: key }
  return expiry < at ? { rejected: 'auth.session_key_expired', detail: `${key}, at ${expiry}` } : null
}
