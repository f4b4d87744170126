import type { LeaseWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600

/**
 * Returns the terms that a machine must offer to replace a lease: as many GPUs at its price, for its whole time when it was not ready, else for the time that was left when its machine last responded,
 * in whole hours.
 */
export function replacementTerms({ terms, state, endsAt, lost }: Pick<LeaseWire, 'terms' | 'state' | 'endsAt' | 'lost'>) {
  const { node, gpus, pricePerGpuSecond, start, durationSeconds } = terms
  const [from, until] = state === 'active' ? [lost?.since ?? start, endsAt] : [endsAt, start + durationSeconds]
  const left = state === 'booked' ? durationSeconds : Math.max(hourSeconds, Math.ceil((until - from) / hourSeconds) * hourSeconds)
  return { node, gpus, pricePerGpuSecond, durationSeconds: left, funded: true }
}
