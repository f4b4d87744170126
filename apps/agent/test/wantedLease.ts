import type { LeaseTermsWire } from '@infinitio/domain/wire'
import type { DesiredLease } from '../src/leases/desiredLease.ts'

/** Returns a lease that the market wants a test node to run. The fields that are not arguments have fixed values. */
export function wantedLease({ leaseId, nodeId, endSeconds }: Pick<DesiredLease, 'leaseId' | 'nodeId' | 'endSeconds'>): DesiredLease {
  return {
    ...{ leaseId, nodeId, endSeconds, orderHash: '0xorder', state: 'active', startSeconds: 1 },
    ...{ workloadHash: '0x', gpus: 1, renter: '0xrenter', disk: null, hasSecrets: false },
  }
}

const zero = `0x${'0'.repeat(40)}`

/** The terms of the test lease in the form of the market's answer. */
export const wantedTerms: LeaseTermsWire = {
  ...{ renter: zero, provider: zero, node: `0x${'1'.repeat(64)}`, hostKey: `0x${'2'.repeat(64)}`, pricePerGpuSecond: '1', gpus: 1, start: 1 },
  ...{ durationSeconds: 3_600, noticeSeconds: 0, trialSeconds: 0, feeBps: 25, flags: 0, askNonce: '0' },
  ...{ askMaxDurationSeconds: 3_600, askAvailableUntil: 9_999_999_999, workloadHash: `0x${'3'.repeat(64)}` },
}
