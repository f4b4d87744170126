import type { ServiceId } from '@infinitio/domain'
import { type Candidate, forwardBody, mostTries, pickServices, type Receipt, type RouteRefusal } from '@infinitio/services'
import type { MeasuredServices } from './measuredServices.ts'
import type { RoutedRequest } from './routedRequest.ts'

/** An answer that the router forwarded to a client. `firstMs` is the time to its first bytes, in ms. `receipt` is null for an answer without one. */
export type Passed = { readonly status: number; readonly receipt: Receipt | null; readonly firstMs: number; readonly tokensPerSecond: number | null }

/**
 * The result of trying one service. `answered`: the first bytes have arrived, and `pass` forwards the answer to the client as it arrives. `failed`: this
 * service gives no answer, so the router may try another one. `isFault` is false for a service that is only full. `isDenied` is true for a service that does
 * not serve this router.
 */
export type Tried =
  | { readonly kind: 'answered'; readonly pass: () => Promise<Passed> }
  | { readonly kind: 'failed'; readonly reason: string; readonly isFault: boolean; readonly isDenied?: boolean }

/** Sends a body to a service, pays for it, and waits for the first bytes of the answer. Rejects when the client disconnected. */
export type TryService = (candidate: Candidate, body: string) => Promise<Tried>

/** The inputs for routing one request. */
export type RouteInput = {
  readonly request: RoutedRequest
  readonly candidates: readonly Candidate[]
  readonly measured: MeasuredServices
  readonly tryService: TryService
  readonly now: () => number
  readonly random: () => number
}

/**
 * The result of a request that no service answered. `failed` has each service that was tried, and `refused` each service of a wanted model that the router did
 * not try because it did not fit the request. Both have the reasons.
 */
export type Unanswered = {
  readonly kind: 'unanswered'
  readonly refused: ReadonlyMap<ServiceId, RouteRefusal>
  readonly failed: readonly { readonly service: ServiceId; readonly reason: string }[]
}

/** The outcome of a request: an answer of a service, or why there is none. */
export type Routed = { readonly kind: 'answered'; readonly candidate: Candidate; readonly passed: Passed } | Unanswered

/**
 * Tries services one after the other until the first bytes of an answer arrive, at most three services for all models of the request together. If the answer
 * breaks off later, the stream ends, because the client already has a part of it. Rejects if the client disconnected.
 */
export async function routeRequest(input: RouteInput): Promise<Routed> {
  const refused = new Map<ServiceId, RouteRefusal>()
  const failed: { service: ServiceId; reason: string }[] = []
  for (const { model, sort } of input.request.models) {
    const picked = pick(input, { model, sort })
    for (const [service, reason] of picked.refused) if (reason !== 'model') refused.set(service, reason)
    for (const candidate of picked.tries.slice(0, mostTries - failed.length)) {
      const tried = await input.tryService(candidate, forwardBody(input.request.body, candidate))
      if (tried.kind === 'answered') return { kind: 'answered', candidate, passed: await tried.pass() }
      if (tried.isFault) input.measured.noteFault(candidate.service, input.now())
      failed.push({ service: candidate.service, reason: tried.reason })
      if (!input.request.wishes.allowFallbacks) return { kind: 'unanswered', refused, failed }
    }
  }
  return { kind: 'unanswered', refused, failed }
}

/** The first services that can answer a request, each with its model, and the services that cannot. */
type NamedServices = {
  readonly named: readonly { readonly service: ServiceId; readonly model: string }[]
  readonly refused: ReadonlyMap<ServiceId, RouteRefusal>
}

/** Names the services that the router would try for a request, at most three for all of its models together. Asks none of them. */
export function nameServices(input: Omit<RouteInput, 'tryService'>): NamedServices {
  const refused = new Map<ServiceId, RouteRefusal>()
  const named: { service: ServiceId; model: string }[] = []
  for (const wanted of input.request.models) {
    const picked = pick(input, wanted)
    for (const [service, reason] of picked.refused) if (reason !== 'model') refused.set(service, reason)
    for (const { service, model } of picked.tries) if (named.every((one) => one.service !== service)) named.push({ service, model })
  }
  return { named: named.slice(0, mostTries), refused }
}

function pick({ request, candidates, measured, now, random }: Omit<RouteInput, 'tryService'>, { model, sort }: RoutedRequest['models'][number]) {
  return pickServices({
    candidates,
    measured: measured.services,
    need: { ...request.need, model },
    wishes: { ...request.wishes, sort: sort ?? request.wishes.sort },
    draw: request.prefix === null ? Math.floor(random() * 2 ** 32) : hash32(request.prefix),
    nowMs: now(),
  })
}

/**
 * Returns a 32-bit hash (FNV-1a) of the beginning of a prompt. If two beginnings have the same hash, a request may miss a service's cache, and nothing worse
 * happens.
 */
function hash32(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93)
  return hash >>> 0
}
