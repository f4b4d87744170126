import { bps, type ServiceId } from '@infinitio/domain'
import type { Measured } from '@infinitio/services'

/**
 * The measurements of one answer that the router forwarded. `tokensPerSecond` is null for an answer that is too short to measure. `isStart` is true if the
 * answer cost more than the price of its tokens, so that it also paid a start price.
 */
export type SeenAnswer = {
  readonly firstTokenMs: number
  readonly tokensPerSecond: number | null
  readonly input: number
  readonly cached: number
  readonly isStart: boolean
}

/** The weight of the newest answer in a running mean. All earlier answers together have the rest of the weight. */
const newest = 0.2
const wholeBps = 10_000

/** The values that a running router has measured for each service. `services` always has the newest values. */
export type MeasuredServices = {
  readonly services: ReadonlyMap<ServiceId, Measured>
  readonly noteFault: (service: ServiceId, nowMs: number) => void
  readonly noteAnswer: (service: ServiceId, answer: SeenAnswer) => void
}

const unmeasured: Measured = { faultAtMs: null, firstTokenMs: null, tokensPerSecond: null, cachedShare: bps(0n), startShare: bps(BigInt(wholeBps)) }

/**
 * Creates an empty record of measurements. Times, speeds and cache shares are exponential moving means, so a service that becomes faster soon has better
 * values.
 */
export function measureServices(): MeasuredServices {
  const services = new Map<ServiceId, Measured>()
  const change = (service: ServiceId, changed: (before: Measured) => Partial<Measured>) => {
    const before = services.get(service) ?? unmeasured
    services.set(service, { ...before, ...changed(before) })
  }
  return {
    services,
    noteFault: (service, nowMs) => change(service, () => ({ faultAtMs: nowMs })),
    noteAnswer: (service, { firstTokenMs, tokensPerSecond, input, cached, isStart }) =>
      change(service, (before) => ({
        firstTokenMs: mean(before.firstTokenMs, firstTokenMs),
        tokensPerSecond: tokensPerSecond === null ? before.tokensPerSecond : mean(before.tokensPerSecond, tokensPerSecond),
        cachedShare: input === 0 ? before.cachedShare : bps(Math.round(mean(Number(before.cachedShare), (cached / input) * wholeBps))),
        // Before its first answer, a service is assumed to have no running machine, so that an answer pays for the start. The first answer replaces this
        // assumption completely: the assumption gets no weight in the mean.
        startShare: bps(Math.round(mean(before.firstTokenMs === null ? null : Number(before.startShare), isStart ? wholeBps : 0))),
      })),
  }
}

function mean(before: number | null, value: number): number {
  return before === null ? value : before * (1 - newest) + value * newest
}
