import type { LeaseWire, PhaseWire } from '@infinitio/domain/wire'

type Member = Pick<LeaseWire, 'ready'>

/**
 * Returns the phases of a cluster order with their progress. The order is ready from the block in which its last lease became ready. This phase is final once,
 * for every lease of the order, the block with its Ready is final.
 */
export function clusterPhases(phases: readonly PhaseWire[], leases: readonly Member[]): PhaseWire[] {
  return phases.map((step) => (step.phase === 'ready' && step.state !== 'failed' ? readyOf(step, leases) : step))
}

function readyOf(step: PhaseWire, leases: readonly Member[]): PhaseWire {
  const ready = leases.flatMap((lease) => lease.ready ?? [])
  const waits = { ...step, state: 'waiting' as const, at: null, txHash: null }
  if (leases.length === 0 || ready.length < leases.length) return waits
  const last = ready.reduce((latest, one) => (one.at > latest.at ? one : latest))
  return { ...step, state: ready.every(({ final }) => final) ? 'final' : 'pending', at: last.at, txHash: last.txHash }
}
