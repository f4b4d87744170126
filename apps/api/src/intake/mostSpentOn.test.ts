import { type Bid, bps, durationSeconds, pTokenUnits, timeInForce, zeroHex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mostSettlesOf, mostSpentOn } from './mostSpentOn.ts'

const pinned = `0x${'1'.repeat(64)}`
const bidOf = (change: object) =>
  ({
    node: pinned,
    gpus: 8,
    minGpusPerNode: 1,
    allOrNothing: false,
    timeInForce: timeInForce.ioc,
    durationSeconds: durationSeconds(3_601n),
    maxPricePerGpuSecond: pTokenUnits(333n),
    maxFeeBps: bps(25n),
    maxRelayFee: pTokenUnits(0n),
    ...change,
  }) as unknown as Bid

it.each([
  ['one machine now, in one lease', { minGpusPerNode: 8 }, 1n],
  ['one machine now, whose ask may give one GPU at once', {}, 8n],
  ['one machine later, as a whole', { timeInForce: timeInForce.gtc, allOrNothing: true }, 8n],
  ['one machine later, in parts', { timeInForce: timeInForce.gtc }, 8n],
  ['any machines, two GPUs at least each', { node: zeroHex32, minGpusPerNode: 2 }, 4n],
  ['any machines, in parts that do not divide it', { node: zeroHex32, minGpusPerNode: 3 }, 3n],
  ['any machines, parts not said', { node: zeroHex32, minGpusPerNode: 0 }, 8n],
])('a bid for %s settles at most so often', (_what, change, settles) => {
  expect(mostSettlesOf(bidOf(change))).toBe(settles)
})

it('is never passed by any way of filling a bid in parts', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(parts, fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 10n ** 18n }), (gpusOf, price, fee) => {
      const total = gpusOf.reduce((sum, gpus) => sum + gpus, 0)
      const bid = bidOf({ node: zeroHex32, gpus: total, maxPricePerGpuSecond: pTokenUnits(price) })
      const filled = gpusOf.reduce((sum, gpus) => sum + mostSpentOn(bidOf({ gpus, maxPricePerGpuSecond: pTokenUnits(price) }), pTokenUnits(fee)), 0n)
      expect(filled).toBeLessThanOrEqual(mostSpentOn(bid, pTokenUnits(fee)))
    }),
    { seed: 29 },
  )
})
