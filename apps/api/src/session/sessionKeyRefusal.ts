import type { ChainSessionRow } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'

/** Why a session key does not speak for its account at a time (Unix seconds): `auth.session_key_revoked` or `auth.session_key_expired`; null when it does. */
export function sessionKeyRefusal({ key, revoked, expiry }: ChainSessionRow, { at }: { at: bigint }): Refusal | null {
  if (revoked) return { rejected: 'auth.session_key_revoked', detail: key }
  return expiry < at ? { rejected: 'auth.session_key_expired', detail: `${key}, at ${expiry}` } : null
}
