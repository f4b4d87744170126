/** What the browser measured of one event: `interactionId` is 0 for those that are none. Milliseconds, the duration by steps of 8. */
export type MeasuredEvent = { readonly interactionId: number; readonly startTime: number; readonly duration: number; readonly name: string }

/**
 * Interaction to next paint of a visit: of each interaction its slowest event; of all interactions the slowest, leaving out one for each 50 (web.dev/articles/inp).
 * 0 without interactions.
 */
export function inpOf(events: readonly MeasuredEvent[]): number {
  const slowest = [...slowestByInteraction(events).values()].sort((one, other) => other - one)
  return slowest[Math.min(slowest.length - 1, Math.floor(slowest.length / 50))] ?? 0
}

/** Of each interaction its slowest event. */
export function slowestByInteraction(events: readonly MeasuredEvent[]): Map<number, number> {
  const slowest = new Map<number, number>()
  for (const { interactionId, duration } of events)
    if (interactionId !== 0) slowest.set(interactionId, Math.max(duration, slowest.get(interactionId) ?? 0))
  return slowest
}
