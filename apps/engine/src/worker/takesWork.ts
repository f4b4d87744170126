import type { Sender } from './sender.ts'

/** Returns true if the key may take new work: it does not pause, is not retiring, and fewer than `maxInFlight` of its transactions wait. */
export function takesWork({ rest, inFlight, limits, nowMs }: Pick<Sender, 'rest' | 'inFlight' | 'limits' | 'nowMs'>): boolean {
  return !limits.isRetiring && (rest === null || rest.untilMs <= nowMs()) && inFlight < limits.maxInFlight
}
