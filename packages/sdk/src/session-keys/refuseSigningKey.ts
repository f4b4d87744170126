import { refusal } from '../transport/refusal.ts'

/** Throws `auth.signing_key_sent` for a bearer token that is a signing key, before any server sees it. The error does not repeat the key. */
export function refuseSigningKey(token: string | undefined): void {
  if (token !== undefined && /^(infk_|0x[0-9a-fA-F]{64}$)/.test(token.trim())) throw refusal('auth.signing_key_sent', { detail: 'nothing was sent' })
}
