/** The number of timers (validators that measure when answers arrive) of a proof slot in these tests. All have the same stake. */
export const timerCount = 16

const lossShare = 0.01
/** An open connection with data in flight sends a lost packet again after this many milliseconds. A new connection would need 3 s. */
const repeatMs = 600
/** The speed of a card differs from its model by at most this fraction, in either direction. */
const speedSpread = 0.05

/** A network that loses 1 % of its packets: the shortest and the longest time of a packet, in milliseconds, in each direction. */
export type Network = { readonly leastMs: number; readonly mostMs: number }

/**
 * Returns the times at which the timers (validators that measure) receive a machine's answer, in milliseconds after the proof slot. The prover works for
 * `seconds`; the speed of its card and the network vary.
 */
export function commitTimes(seconds: number, { leastMs, mostMs }: Network, random: () => number): number[] {
  const workedMs = seconds * 1_000 * (1 - speedSpread + 2 * speedSpread * random())
  const travelMs = () => {
    let time = leastMs + (mostMs - leastMs) * random()
    while (random() < lossShare) time += repeatMs
    return time
  }
  return Array.from({ length: timerCount }, () => travelMs() + workedMs + travelMs())
}
