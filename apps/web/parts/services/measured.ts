/**
 * The speed of a service as this browser measured it. `answers` counts the answers; the other numbers are moving means, in which the newest answer counts a
 * fifth. `tokensPerSecond` is null until an answer was long enough.
 */
export type MeasuredHere = { readonly answers: number; readonly firstMs: number; readonly tokensPerSecond: number | null }

const fewestTokens = 16
const newest = 0.2
const nameOf = (service: string) => `infinitio.measured.${service}`

/** Adds the speed of an answer to the measurements of an AI service. They are stored only in this browser. */
export function noteMeasured(service: string, { firstMs, wholeMs, tokens }: { firstMs: number; wholeMs: number; tokens: number }): void {
  const before = measuredHere(service)
  const writingMs = wholeMs - firstMs
  const speed = tokens < fewestTokens || writingMs <= 0 ? null : (tokens * 1_000) / writingMs
  const measured: MeasuredHere = {
    answers: (before?.answers ?? 0) + 1,
    firstMs: before === null ? firstMs : mean(before.firstMs, firstMs),
    tokensPerSecond:
      speed === null ? (before?.tokensPerSecond ?? null) : before?.tokensPerSecond == null ? speed : mean(before.tokensPerSecond, speed),
  }
  window.localStorage.setItem(nameOf(service), JSON.stringify(measured))
}

/** Returns what this browser measured of a service, or null. */
export function measuredHere(service: string): MeasuredHere | null {
  if (typeof window === 'undefined') return null
  try {
    return JSON.parse(window.localStorage.getItem(nameOf(service)) ?? 'null') as MeasuredHere | null
  } catch {
    return null
  }
}

function mean(before: number, value: number): number {
  return before * (1 - newest) + value * newest
}
