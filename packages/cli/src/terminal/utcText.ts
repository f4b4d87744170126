/** A time to the minute: unix seconds as `2026-11-22T13:05`, UTC. */
export function utcText(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().slice(0, 16)
}
