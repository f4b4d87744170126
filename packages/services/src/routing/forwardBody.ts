import type { Candidate } from './candidate.ts'

/** Fields of a request that only a router reads. They are not sent to a service. */
const routerFields = ['provider', 'models', 'route', 'verify', 'privacy', 'region'] as const

/** The body of a request to a model: a JSON object. */
export type RequestBody = Readonly<Record<string, unknown>>

/**
 * Returns the text that a router sends to a service for a request: the same JSON without the fields for the router, and with the service's own name of the
 * model. The client calculates the same text and compares its hash with the request hash in the inner receipt. So a router cannot change a prompt without being
 * noticed. Keys remain in the client's order; numbers are written as JavaScript writes them.
 */
export function forwardBody(request: RequestBody, { upstreamModel }: Pick<Candidate, 'upstreamModel'>): string {
  const kept = Object.entries(request).filter(([field]) => !routerFields.some((name) => name === field))
  return JSON.stringify(Object.fromEntries(kept.map(([field, value]) => [field, field === 'model' ? upstreamModel : value])))
}
