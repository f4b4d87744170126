import type { PhaseWire } from '@infinitio/domain/wire'

/** For each phase of an order (such as matched, settled or ready), the time at which this page first saw it, in milliseconds of this computer's clock. */
export type SeenAt = Readonly<Partial<Record<PhaseWire['phase'], number>>>

/** Adds the phases that this page sees for the first time, with `nowMs` as their time. Returns the same object if there are none. */
export function withNewlySeen(seen: SeenAt, phases: readonly PhaseWire[], nowMs: number): SeenAt {
  const fresh = phases.filter(({ phase, state }) => (state === 'pending' || state === 'final') && seen[phase] === undefined)
  return fresh.length === 0 ? seen : { ...seen, ...Object.fromEntries(fresh.map(({ phase }) => [phase, nowMs])) }
}

/**
 * Returns the seconds from the signature to a phase. It uses the clock of this computer if the page was open at both times, otherwise the server's times.
 * Returns null if unknown.
 */
export function secondsTo(
  phase: PhaseWire,
  { seen, signedAtMs, acceptedAt }: { readonly seen: SeenAt; readonly signedAtMs: number | null; readonly acceptedAt: number | null },
): number | null {
  const seenAtMs = seen[phase.phase]
  if (signedAtMs !== null && seenAtMs !== undefined) return Math.max(0, (seenAtMs - signedAtMs) / 1_000)
  return phase.at === null || acceptedAt === null ? null : Math.max(0, phase.at - acceptedAt)
}
