import type { Transport } from '../client/createTransport.ts'

/** Hands sealed secrets in for a workload and one machine, in place of those before. Most callers want `handInSecrets`. Codes: `lease.no_secrets`, `auth.forbidden`. */
export function putSealedSecrets(
  transport: Transport,
  { workloadHash, nodeId, box }: { workloadHash: string; nodeId: string; box: string },
): Promise<null> {
  return transport.send<null>({ method: 'PUT', path: `/workloads/${workloadHash}/secrets/${nodeId}`, body: { box } })
}
