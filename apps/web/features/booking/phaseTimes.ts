import type { PhaseWire } from '@infinitio/domain/wire'

/** When each phase was first seen here, in milliseconds of this computer's clock. */
export type SeenAt = Readonly<Partial<Record<PhaseWire['phase'], number>>>

/** Adds the phases that have happened and were not seen before. Returns the same object when nothing is new. */
export function withNewlySeen(seen: SeenAt, phases: readonly PhaseWire[], nowMs: number): SeenAt {
  const fresh = phases.filter(({ phase, state }) => (state === 'pending' || state === 'final') && seen[phase] === undefined)
  return fresh.length === 0 ? seen : { ...seen, ...Object.fromEntries(fresh.map(({ phase }) => [phase, nowMs])) }
}

/** Seconds from the signature to a phase: measured here when this page saw both, else from the server's times. Null when unknown. */
export function secondsTo(
  phase: PhaseWire,
  { seen, signedAtMs, acceptedAt }: { readonly seen: SeenAt; readonly signedAtMs: number | null; readonly acceptedAt: number | null },
): number | null {
  const seenAtMs = seen[phase.phase]
  if (signedAtMs !== null && seenAtMs !== undefined) return Math.max(0, (seenAtMs - signedAtMs) / 1_000)
  return phase.at === null || acceptedAt === null ? null : Math.max(0, phase.at - acceptedAt)
}
