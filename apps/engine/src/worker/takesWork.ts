import type { Sender } from './sender.ts'

/** True while the key may take new work: it neither rests nor retires, and few enough of its transactions wait. */
export function takesWork({ rest, inFlight, limits, nowMs }: Pick<Sender, 'rest' | 'inFlight' | 'limits' | 'nowMs'>): boolean {
  return !limits.isRetiring && (rest === null || rest.untilMs <= nowMs()) && inFlight < limits.maxInFlight
}
