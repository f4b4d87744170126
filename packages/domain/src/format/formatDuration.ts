import { assert } from '../assertNever.ts'

/** Returns whole seconds in at most two units: "45 s", "1 min 30 s", "12 min", "1 h 30 min", "3 d 4 h". Cuts off smaller units, and seconds from 10 min on. */
export function formatDuration(seconds: bigint | number): string {
  const total = BigInt(seconds)
  assert(total >= 0n, 'a duration is not negative')
  const days = total / 86_400n
  const hours = (total % 86_400n) / 3600n
  const minutes = (total % 3600n) / 60n
  if (days > 0n) return hours > 0n ? `${days} d ${hours} h` : `${days} d`
  if (hours > 0n) return minutes > 0n ? `${hours} h ${minutes} min` : `${hours} h`
  if (minutes > 0n) return total % 60n > 0n && minutes < 10n ? `${minutes} min ${total % 60n} s` : `${minutes} min`
  return `${total} s`
}

const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3_600, d: 86_400 }

/** Parses a duration such as 60s, 30m, 5min, 2h or 1d into whole seconds. Returns null for another text and for zero. Pure. */
export function parseDuration(text: string): number | null {
  const [, count = '', unit = ''] = /^([1-9]\d{0,6})(s|min|m|h|d)$/.exec(text) ?? []
  return Number(count) * (secondsOfUnit[unit] ?? 0) || null
}
