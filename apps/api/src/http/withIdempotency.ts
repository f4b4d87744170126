import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { claimIdempotencyKey, type Db, releaseIdempotencyKey, saveIdempotentAnswer } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'

/**
 * Runs `answer` once for each idempotency key of a caller; if the request is repeated, returns the stored answer. Without a key, always runs `answer`. Does not
 * store 5xx answers. Refuses with `api.idempotency_conflict` if the key came with another request before, and with `api.idempotency_in_progress` while the
 * first request runs. Refuses a malformed key with `api.invalid_field`. If the answer contains a secret, `sealedBy` is the caller's token. Then the answer is
 * stored encrypted, and the same request in another session counts as a different request.
 */
export async function withIdempotency(
  db: Db,
  request: { key: string | null; caller: string; method: string; path: string; bodyText: string; sealedBy: string | null; headers: Headers },
  answer: () => Promise<Response>,
): Promise<Response | Refusal> {
  if (request.key === null) return answer()
  if (!/^[\x21-\x7e]{1,100}$/.test(request.key))
    return { rejected: 'api.invalid_field', detail: 'idempotency-key: must be 1 to 100 visible ASCII characters without spaces' }
  const { sealedBy } = request
  const asked = `${request.method} ${request.path}\n${request.bodyText}${sealedBy === null ? '' : `\n${sealedBy}`}`
  const requestHash = createHash('sha256').update(asked).digest('hex')
  const claim = { account: request.caller, key: request.key }
  const before = await claimIdempotencyKey(db, { ...claim, requestHash })
  if (before !== null) {
    if (before.requestHash !== requestHash) return { rejected: 'api.idempotency_conflict' }
    if (before.status === null) return { rejected: 'api.idempotency_in_progress' }
    return replayed(before.status, sealedBy === null ? (before.body ?? '') : openAnswer(before.body ?? '', sealedBy), request.headers)
  }
  try {
    const response = await answer()
    const text = await response.clone().text()
    const body = sealedBy === null ? text : sealAnswer(text, sealedBy)
    if (response.status < 500) await saveIdempotentAnswer(db, { ...claim, status: response.status, body })
    else await releaseIdempotencyKey(db, claim)
    return response
  } catch (error) {
    // If the database is not reachable, the idempotency key stays reserved for this request. The reservation expires after 30 s; until then, a repeated request
    // is rejected.
    await releaseIdempotencyKey(db, claim).catch(() => undefined)
    throw error
  }
}

function replayed(status: number, text: string, headers: Headers): Response {
  const all = new Headers(headers)
  all.set('content-type', status < 400 ? 'application/json' : 'application/problem+json')
  all.set('cache-control', 'no-store')
  all.set('idempotent-replayed', 'true')
  return new Response(text === '' ? null : text, { status, headers: all })
}

const ivBytes = 12
const tagBytes = 16

/**
 * Encrypts an answer that contains a secret, before it is stored in the table of idempotency keys. The encryption key is derived from the caller's session
 * token. The database stores only a hash of the token, so a copy of the database does not reveal the answer.
 */
function sealAnswer(text: string, token: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Decrypts an answer with the session token with which it was encrypted. Throws for any other token. */
function openAnswer(sealed: string, token: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(token), bytes.subarray(0, ivBytes))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
}

function keyOf(token: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', token, '', 'infinitio idempotent answer', 32))
}
