import type { Workload } from '../index.ts'
import type { WorkloadWire } from './workloads.ts'

/** The workload that a parsed wire shape spells. */
export function workloadFromWire(wire: WorkloadWire): Workload {
  return { ...wire, salt: wire.salt as Workload['salt'] }
}
