const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3_600, d: 86_400 }

/** Parses a duration such as 60s, 30m, 5min, 2h or 1d into whole seconds. Returns null for another text and for zero. Pure. */
export function parseDuration(text: string): number | null {
  const [, count = '', unit = ''] = /^([1-9]\d{0,6})(s|min|m|h|d)$/.exec(text) ?? []
  return Number(count) * (secondsOfUnit[unit] ?? 0) || null
}
