import type { WorkloadPutWire, WorkloadWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Stores what will run; the hash must be the hash of the content. Sending it again is harmless. */
export function putWorkload(
  transport: Transport,
  { workloadHash, workload }: { workloadHash: string; workload: WorkloadWire },
): Promise<WorkloadPutWire> {
  return transport.send<WorkloadPutWire>({ method: 'PUT', path: `/workloads/${workloadHash}`, body: workload })
}
