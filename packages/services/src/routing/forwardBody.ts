import type { Candidate } from './candidate.ts'

/** Fields that only a router reads. No service gets them. */
const routerFields = ['provider', 'models', 'route', 'verify', 'privacy', 'region'] as const

/** A request to a model: an object of JSON. */
export type RequestBody = Readonly<Record<string, unknown>>

/**
 * Returns the bytes that a router sends to a service for a request: the same JSON without the fields of the router, and with the service's own name of the model.
 * The client calculates the same and compares its hash with the request hash of the inner receipt, so a router cannot change a prompt unseen. Keys stay in
 * the sequence in which the client sent them; numbers are written as JavaScript writes them.
 */
export function forwardBody(request: RequestBody, { upstreamModel }: Pick<Candidate, 'upstreamModel'>): string {
  const kept = Object.entries(request).filter(([field]) => !routerFields.some((name) => name === field))
  return JSON.stringify(Object.fromEntries(kept.map(([field, value]) => [field, field === 'model' ? upstreamModel : value])))
}
