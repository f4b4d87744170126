import type { ServiceId } from '@infinitio/domain'
import type { Candidate, Measured } from './candidate.ts'
import { expectedPrice, unmeasuredShares } from './expectedPrice.ts'
import { refuseCandidate, type RequestNeed, type RouteRefusal } from './refuseCandidate.ts'
import type { RoutePreferences, RouteSort } from './routePreferences.ts'
import { trafficWeights } from './trafficWeights.ts'

/** Milliseconds after a fault in which a service is tried only after all others. */
const faultMs = 30_000
/** Maximum number of services that a router tries for one request. */
export const mostTries = 3

/** The inputs for selecting services: the request, the wishes of its client, and everything that the router knows about services. */
export type PickInput = {
  readonly candidates: readonly Candidate[]
  readonly measured: ReadonlyMap<ServiceId, Measured>
  readonly need: RequestNeed
  readonly wishes: RoutePreferences
  /** A 32-bit number that decides the selection: a hash of the beginning of the prompt, or a random number if the prompt is too short to be cached. */
  readonly draw: number
  readonly nowMs: number
}

/** The services to try, in this order. `refused` has each other service and the reason why it cannot answer. */
export type Picked = { readonly tries: readonly Candidate[]; readonly refused: ReadonlyMap<ServiceId, RouteRefusal> }

/**
 * Selects the services for a request. Services that `order` names come first. The others are sorted by `sort`, or, without it, selected at random by their
 * share of the traffic. The random selection depends only on `draw`, a number made from the beginning of the prompt. So prompts with the same beginning reach
 * the service that has cached it. Services with a fault in the last 30 s come last, even those that `order` names. Returns at most three services, and only one
 * if the client allows no fallbacks.
 */
export function pickServices({ candidates, measured, need, wishes, draw, nowMs }: PickInput): Picked {
  const refused = new Map<ServiceId, RouteRefusal>()
  const able: Candidate[] = []
  for (const candidate of candidates) {
    const refusal = refuseCandidate(candidate, need, wishes)
    if (refusal === null) able.push(candidate)
    else refused.set(candidate.service, refusal)
  }
  const sequence = wishes.sort === null ? drawn(able, { measured, need, draw }) : sorted(able, { measured, need, sort: wishes.sort })
  return { tries: firstsOf(sequence, { measured, wishes, nowMs }), refused }
}

/** Returns the services to try: those with the lowest ranks, and services with equal ranks as in the sequence. Only these few are sorted. */
function firstsOf(sequence: readonly Candidate[], of: Pick<PickInput, 'measured' | 'wishes' | 'nowMs'>): Candidate[] {
  const most = of.wishes.allowFallbacks ? mostTries : 1
  const firsts: { readonly candidate: Candidate; readonly rank: number }[] = []
  for (const candidate of sequence) {
    const rank = rankOf(candidate, of)
    if (firsts.length === most && rank >= (firsts.at(-1)?.rank ?? 0)) continue
    const place = firsts.findIndex((one) => one.rank > rank)
    firsts.splice(place === -1 ? firsts.length : place, 0, { candidate, rank })
    if (firsts.length > most) firsts.pop()
  }
  return firsts.map(({ candidate }) => candidate)
}

/**
 * Returns the rank of a service. Services are sorted by rank before anything else. Services that `order` names have the lowest ranks, and services with a
 * recent fault the highest.
 */
function rankOf(candidate: Candidate, { measured, wishes, nowMs }: Pick<PickInput, 'measured' | 'wishes' | 'nowMs'>): number {
  const place = wishes.order.findIndex((name) => name === candidate.service || name === candidate.payee)
  const rank = place === -1 ? wishes.order.length : place
  const faultAtMs = measured.get(candidate.service)?.faultAtMs ?? null
  const hasFault = faultAtMs !== null && nowMs - faultAtMs < faultMs
  return hasFault ? rank + wishes.order.length + 1 : rank
}

/**
 * Sorts services at random, weighted by the fraction of the traffic that each should get. It uses weighted rendezvous hashing: each service gets an exponential
 * random number from a hash of `draw` and its id, with this fraction as the rate. If a service joins, only the prompts that it gets move to it. If a service
 * leaves, only its own prompts move. All other prompts stay at their services.
 */
function drawn(able: readonly Candidate[], { measured, need, draw }: Pick<PickInput, 'measured' | 'need' | 'draw'>): Candidate[] {
  return trafficWeights(able, { need, sharesOf: ({ service }) => measured.get(service) ?? unmeasuredShares })
    .map(({ candidate, share }) => ({ candidate, waits: -Math.log(unitOf(draw, candidate.service)) / share }))
    .sort((one, other) => one.waits - other.waits)
    .map(({ candidate }) => candidate)
}

/**
 * Returns a pseudo-random number above 0 and below 1 for `draw` and a service. The numbers of different services are independent (FNV-1a over the id, then the
 * finalizer of MurmurHash3).
 */
function unitOf(draw: number, service: ServiceId): number {
  let hash = (draw ^ 0x81_1c_9d_c5) >>> 0
  for (let index = 2; index < service.length; index++) hash = Math.imul(hash ^ service.charCodeAt(index), 0x01_00_01_93)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32
}

/**
 * Sorts services by the measure that the request names: price, throughput or latency. A service that this router has not measured has the speed that validators
 * measured. Services without any measurement come last.
 */
function sorted(
  able: readonly Candidate[],
  { measured, need, sort }: Pick<PickInput, 'measured' | 'need'> & { readonly sort: RouteSort },
): Candidate[] {
  const measureOf = (candidate: Candidate): number => {
    const seen = measured.get(candidate.service)
    switch (sort) {
      case 'price':
        return expectedPrice(candidate, { need, shares: { ...(seen ?? unmeasuredShares), cachedShare: unmeasuredShares.cachedShare } })
      case 'throughput': {
        const speed = seen?.tokensPerSecond ?? candidate.checkedSpeed?.tokensPerSecond ?? null
        return speed === null ? Number.POSITIVE_INFINITY : -speed
      }
      case 'latency':
        return seen?.firstTokenMs ?? candidate.checkedSpeed?.firstMs ?? Number.POSITIVE_INFINITY
    }
  }
  return able.toSorted((one, other) => compare(measureOf(one), measureOf(other)) || (one.service < other.service ? -1 : 1))
}

/** Compares two numbers for sorting. Both may be infinite, so their difference cannot be used. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1
}
