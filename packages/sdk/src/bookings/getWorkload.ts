import type { WorkloadWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What runs: for its owner, or the node that must run it. */
export function getWorkload(transport: Transport, workloadHash: string): Promise<WorkloadWire> {
  return transport.send<WorkloadWire>({ method: 'GET', path: `/workloads/${workloadHash}` })
}
