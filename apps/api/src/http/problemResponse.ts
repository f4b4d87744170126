import { type ErrorCode, errorTable, type Refusal } from '@infinitio/domain'

/**
 * Returns a refusal as problem+json, with status and sentence from the error table. The detail is
 * for logs; users can quote the request id to the operator.
 */
export function problemResponse(refusal: Refusal, { requestId, headers }: { requestId: string; headers: Headers }): Response {
  const row = errorTable[refusal.rejected]
  const body = {
    type: `/docs/errors/${refusal.rejected}`,
    title: row.sentence,
    status: row.http,
    code: refusal.rejected,
    detail: refusal.detail ?? '',
    requestId,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
    ...(refusal.call === undefined ? {} : { call: refusal.call }),
  }
  const all = new Headers(headers)
  all.set('content-type', 'application/problem+json')
  all.set('cache-control', 'no-store')
  all.set('x-request-id', requestId)
  if (row.http === 401) all.set('www-authenticate', challengeOf(refusal.rejected))
  if (row.retry && !all.has('retry-after')) all.set('retry-after', '1')
  return new Response(JSON.stringify(body), { status: row.http, headers: all })
}

/** Returns the header WWW-Authenticate (RFC 6750), with an error code if the request had a token. */
function challengeOf(code: ErrorCode): string {
  return code === 'auth.session_missing' ? 'Bearer realm="infinitio"' : `Bearer realm="infinitio", error="invalid_token", error_description="${code}"`
}
