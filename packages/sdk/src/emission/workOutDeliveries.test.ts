import type { FuturesCommitment } from '@infinitio/chain'
import { address, pTokenUnits } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { promisedCapacity } from './workOutDeliveries.ts'

const commitment: FuturesCommitment = {
  ...{ id: 1n, provider: address(`0x${'1'.repeat(40)}`), classId: 0, from: 3_600, until: 7_200, promisedTo: null, gpuSeconds: 3_600n },
  ...{ pricePerGpuSecond: pTokenUnits(4_000n), bond: pTokenUnits(1n), value: pTokenUnits(3_600n * 1_000n) },
  ...{ delivered: 0n, recordedAt: null, recordedEpoch: null, isSettled: false },
}

test('an ask counts as open up to a quarter above the reference price of the promise, and up to the promised price where that is less', () => {
  expect(promisedCapacity(commitment).mostOpenPricePerGpuSecond).toBe(1_250n)
  expect(promisedCapacity({ ...commitment, pricePerGpuSecond: pTokenUnits(900n) }).mostOpenPricePerGpuSecond).toBe(900n)
})
