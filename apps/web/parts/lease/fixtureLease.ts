import { feeRecord } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

/** The start of the lease, in Unix seconds. */
export const fixtureStart = 1_000_000

/** The price in PToken base units per GPU-second. */
export const fixturePrice = 1_000n

type Patch = Partial<Pick<LeaseWire, 'state' | 'ready' | 'paid' | 'ended' | 'endsAt' | 'creditSeconds' | 'escrow'>> & {
  readonly trialSeconds?: number
  readonly noticeSeconds?: number
  readonly flags?: number
}

/** Returns a lease of two GPUs for an hour, ready ten seconds after its start, for arithmetic tests. `patch` replaces fields. */
export function fixtureLease({ trialSeconds = 0, noticeSeconds = 0, flags = 1, ...patch }: Patch): LeaseWire {
  const hex = (digit: string, length: number) => `0x${digit.repeat(length)}`
  return {
    state: 'active',
    node: { isolation: null, className: 'NVIDIA H100 SXM 80 GB', gpus: 8, vramGib: 80 },
    terms: {
      renter: hex('a', 40),
      provider: hex('b', 40),
      node: hex('c', 64),
      hostKey: hex('d', 64),
      pricePerGpuSecond: fixturePrice.toString(),
      gpus: 2,
      start: fixtureStart,
      durationSeconds: 3_600,
      noticeSeconds,
      trialSeconds,
      feeBps: 25,
      flags,
      askNonce: '0',
      askMaxDurationSeconds: 86_400,
      askAvailableUntil: fixtureStart + 86_400,
      workloadHash: hex('e', 64),
    },
    ready: { at: fixtureStart + 10, txHash: hex('f', 64), final: true },
    ended: null,
    endsAt: fixtureStart + 3_600,
    creditSeconds: 0,
    escrow: '7218000',
    compensation: '0',
    ...feeRecord({ payer: 'renter', charge: 'flat' }, () => '0'),
    paid: { paidSeconds: 0, pay: '0', ...feeRecord({ charge: 'share' }, () => '0'), refund: '0' },
    ...patch,
  } as unknown as LeaseWire
}
