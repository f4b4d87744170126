import type { LeaseWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600

/**
 * Returns the terms of a machine that can replace a lease: as many GPUs at no higher price. The time is the whole lease if it was not ready, else the
 * time left when its machine last responded, in whole hours.
 */
export function replacementTerms({ terms, state, endsAt, lost }: Pick<LeaseWire, 'terms' | 'state' | 'endsAt' | 'lost'>) {
  const { node, gpus, pricePerGpuSecond, start, durationSeconds } = terms
  const [from, until] = state === 'active' ? [lost?.since ?? start, endsAt] : [endsAt, start + durationSeconds]
  const left = state === 'booked' ? durationSeconds : Math.max(hourSeconds, Math.ceil((until - from) / hourSeconds) * hourSeconds)
  return { node, gpus, pricePerGpuSecond, durationSeconds: left, funded: true }
}
