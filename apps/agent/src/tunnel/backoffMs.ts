const firstMs = 100
/** With a dead line found within 6 s, or a gateway that comes back at any moment, the next dial begins within the 10 s of a reconnection. */
const mostMs = 3_000

/**
 * How long to wait before dial number `attempt` (0 = the first after a steady connection), in ms: doubling from 100 ms to 3 s,
 * each shortened by up to half by `random` (0 to 1), so that a thousand nodes do not come back in the same instant.
 */
export function backoffMs({ attempt, random }: { attempt: number; random: number }): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20))
  return Math.round(full * (1 - random / 2))
}
