import { hex32, type Workload } from '../../index.ts'
import type { WorkloadWire } from './workloads.ts'

/** Converts a workload from its parsed JSON form. */
export function workloadFromWire({ secrets, ...wire }: WorkloadWire): Workload {
  const typed = { ...wire, salt: hex32(wire.salt) }
  return secrets === undefined ? typed : { ...typed, secrets: { names: secrets.names, commitment: hex32(secrets.commitment) } }
}
