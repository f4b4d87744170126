import { expect, test } from 'vitest'
import { commitmentDraft, highestHourPrice, leadHours, windowHours } from './commitmentDraft.ts'

const now = 1_800_000_000
const referencePrice = 10n ** 15n
const typed = { classId: 3, inHours: '24', hours: '2', gpuHours: '1.5', price: '3.6', promisedTo: '' }
const draft = (change: Partial<typeof typed> = {}) => commitmentDraft({ ...typed, ...change }, { now, referencePrice })

test('returns the typed commitment with the least bond and ten minutes for signing', () => {
  const from = now + 24 * 3_600 + 600
  const terms = { classId: 3, from, until: from + 7_200, gpuSeconds: 5_400n, pricePerGpuSecond: 10n ** 15n, promisedTo: null }
  expect(draft()).toEqual({ ...terms, bond: 10n ** 19n })
  // The bond is a fifth of 1,000 GPU-hours at 3.6 PT.
  expect(draft({ gpuHours: '1000' })?.bond).toBe(720n * 10n ** 18n)
  expect(draft({ promisedTo: ` 0x${'ab'.repeat(20)} ` })?.promisedTo).toBe(`0x${'ab'.repeat(20)}`)
})

test('accepts the shown highest price, although the price by the second is a little lower', () => {
  // The price of 0.02 PT per hour as the contract stores it, by the second. Four times this price is a little below 0.08 PT per hour.
  const stored = (2n * 10n ** 16n) / 3_600n
  expect(highestHourPrice(stored)).toBe(8n * 10n ** 16n)
  expect(commitmentDraft({ ...typed, price: '0.08' }, { now, referencePrice: stored })?.pricePerGpuSecond).toBe(stored * 4n)
  expect(commitmentDraft({ ...typed, price: '0.0801' }, { now, referencePrice: stored })).toBeNull()
})

test('returns null for values that the contract would reject', () => {
  expect(draft({ price: '14.4' })).not.toBeNull()
  expect(draft({ gpuHours: '20000' })).not.toBeNull()
  for (const change of [
    ...[{ inHours: '0' }, { inHours: '2160' }, { hours: '0' }, { hours: '673' }, { hours: '1.5' }, { gpuHours: '0' }, { gpuHours: 'x' }],
    ...[{ gpuHours: '20001' }, { price: '0' }, { price: '14.41' }, { promisedTo: '0x12' }],
  ])
    expect(draft(change)).toBeNull()
  expect([leadHours('2159'), windowHours('672'), leadHours('-1')]).toEqual([2_159, 672, null])
})
