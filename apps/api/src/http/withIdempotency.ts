import { createHash } from 'node:crypto'
import { claimIdempotencyKey, type Db, releaseIdempotencyKey, saveIdempotentAnswer } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'

/**
 * Runs `answer` once for each key of a caller and gives the same answer again to the same request. Refuses with
 * `api.idempotency_conflict` when the key came with another request, `api.idempotency_in_progress` while the first still runs.
 * Answers of 5xx are not kept. Runs `answer` directly when there is no key.
 */
export async function withIdempotency(
  db: Db,
  request: { key: string | null; caller: string; method: string; path: string; bodyText: string },
  answer: () => Promise<Response>,
): Promise<Response | Refusal> {
  if (request.key === null) return answer()
  if (!/^[\x21-\x7e]{1,100}$/.test(request.key)) return { rejected: 'api.invalid_field', detail: 'idempotency-key' }
  const requestHash = createHash('sha256').update(`${request.method} ${request.path}\n${request.bodyText}`).digest('hex')
  const claim = { account: request.caller, key: request.key }
  const before = await claimIdempotencyKey(db, { ...claim, requestHash })
  if (before !== null) {
    if (before.requestHash !== requestHash) return { rejected: 'api.idempotency_conflict' }
    if (before.status === null) return { rejected: 'api.idempotency_in_progress' }
    const type = before.status < 400 ? 'application/json' : 'application/problem+json'
    return new Response(before.body, { status: before.status, headers: { 'content-type': type, 'idempotent-replayed': 'true' } })
  }
  try {
    const response = await answer()
    const body = await response.clone().text()
    if (response.status < 500) await saveIdempotentAnswer(db, { ...claim, status: response.status, body })
    else await releaseIdempotencyKey(db, claim)
    return response
  } catch (error) {
    await releaseIdempotencyKey(db, claim).catch(() => undefined) // The database is away: the claim runs out after 30 s.
    throw error
  }
}
