import type { Refusal } from '@infinitio/domain'

/** Matches an API key, which contains a private key. The `_` may be percent-encoded in a URL. */
const apiKey = /infk(?:_|%5f)[0-9a-f]{16}/i
/** Matches the private key of a wallet, which a user may send instead of a token. */
const walletKey = /\b0x[0-9a-f]{64}\b/i

/**
 * Refuses a request that has an API key in its address or in any header, cookies included, or the private key of a wallet in the header Authorization
 * (`auth.signing_key_sent`). Call it before any part of the request is logged. The refusal and its detail do not repeat the key.
 */
export function refuseSigningKey({ url, headers }: { url: string; headers: Iterable<readonly [string, string]> }): Refusal | null {
  if (apiKey.test(url)) return refusalAt('address')
  for (const [name, value] of headers) {
    if (apiKey.test(value) || apiKey.test(name)) return refusalAt('header')
    if (name === 'authorization' && holdsKey(value)) return refusalAt('header')
  }
  return null
}

function holdsKey(authorization: string): boolean {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization)?.[1]
  const text = basic === undefined ? authorization : Buffer.from(basic, 'base64').toString()
  return walletKey.test(text) || apiKey.test(text)
}

function refusalAt(where: 'address' | 'header'): Refusal {
  return { rejected: 'auth.signing_key_sent', detail: where }
}
