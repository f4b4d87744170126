import type { LeaseWire, PhaseWire } from '@infinitio/domain/wire'

type Member = Pick<LeaseWire, 'ready'>

/**
 * Returns the steps of a cluster order with their progress. The order counts as ready from the block in which its last lease became ready. It counts as final
 * once the blocks with Ready of all its leases are final.
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
