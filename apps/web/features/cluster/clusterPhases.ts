import type { LeaseWire, PhaseWire } from '@infinitio/domain/wire'

type Member = Pick<LeaseWire, 'ready'>

/**
 * Returns the progress steps of a cluster order. The cluster is ready at the last block in which one of its leases became ready, and final when all those
 * blocks are final.
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
