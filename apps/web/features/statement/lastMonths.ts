/** "2026-11" and the months before it, UTC, newest first: `count` of them. `now` in Unix seconds. */
export function lastMonths(now: number, count: number): string[] {
  const at = new Date(now * 1_000)
  return Array.from({ length: count }, (_, back) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back)).toISOString().slice(0, 7))
}
