/** Returns `count` months, newest first, starting with the current one: "2026-11", UTC. `now` in Unix seconds. */
export function lastMonths(now: number, count: number): string[] {
  const at = new Date(now * 1_000)
  return Array.from({ length: count }, (_, back) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back)).toISOString().slice(0, 7))
}
