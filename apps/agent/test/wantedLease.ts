import type { DesiredLease } from '../src/leases/desiredLease.ts'

/** A lease as the market wants it of a node of a test, that nothing else is to be known of. */
export function wantedLease({ leaseId, nodeId, endSeconds }: Pick<DesiredLease, 'leaseId' | 'nodeId' | 'endSeconds'>): DesiredLease {
  return {
    ...{ leaseId, nodeId, endSeconds, orderHash: '0xorder', state: 'active', startSeconds: 1 },
    ...{ workloadHash: '0x', renter: '0xrenter', disk: null, hasSecrets: false },
  }
}
