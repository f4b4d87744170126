/**
 * How long one input event took, as the browser measured it, in ms. Durations are multiples of 8 ms. `interactionId` is 0 if the event is not part of an
 * interaction such as a click.
 */
export type MeasuredEvent = { readonly interactionId: number; readonly startTime: number; readonly duration: number; readonly name: string }

/**
 * Returns the metric "interaction to next paint" of a visit (web.dev/articles/inp), in ms. An interaction is as slow as its slowest event, and the result is
 * the duration of the slowest interaction. For every 50 interactions, one of the slowest is left out. 0 if there were no interactions.
 */
export function inpOf(events: readonly MeasuredEvent[]): number {
  const slowest = [...slowestByInteraction(events).values()].sort((one, other) => other - one)
  return slowest[Math.min(slowest.length - 1, Math.floor(slowest.length / 50))] ?? 0
}

/** Returns the slowest event of each interaction. */
export function slowestByInteraction(events: readonly MeasuredEvent[]): Map<number, number> {
  const slowest = new Map<number, number>()
  for (const { interactionId, duration } of events)
    if (interactionId !== 0) slowest.set(interactionId, Math.max(duration, slowest.get(interactionId) ?? 0))
  return slowest
}
