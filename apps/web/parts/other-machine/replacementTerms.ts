import type { LeaseWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600

/**
 * Returns the search terms for a machine that can replace a lease: as many GPUs at no higher price. If the lease was not ready yet, the duration is that of the
 * whole lease. Otherwise it is the time that was left when its machine last responded, rounded up to whole hours.
 */
export function replacementTerms({ terms, state, endsAt, lost }: Pick<LeaseWire, 'terms' | 'state' | 'endsAt' | 'lost'>) {
  const { node, gpus, pricePerGpuSecond, start, durationSeconds } = terms
  const [from, until] = state === 'active' ? [lost?.since ?? start, endsAt] : [endsAt, start + durationSeconds]
  const left = state === 'booked' ? durationSeconds : Math.max(hourSeconds, Math.ceil((until - from) / hourSeconds) * hourSeconds)
  return { node, gpus, pricePerGpuSecond, durationSeconds: left, funded: true }
}
