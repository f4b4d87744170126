import { expect, test } from 'vitest'
import { replayText } from './showReplay.ts'

const machine = '2 × H100 in eu-west'
const hour = 3_600n * 10n ** 15n
const step = (price: bigint, leases: number) => ({
  ...{ pricePerGpuSecond: String(price * 10n ** 14n), leases, gpuSeconds: String(3_600 * leases), pay: String(price * hour * BigInt(leases)) },
})
const nothing = {
  ...{ asOf: { seq: '1', at: 0, atMs: 0, now: 0 }, classId: 1, regionId: 0, gpus: 2, from: 1_795_651_200, isCut: false },
  ...{ bids: 0, elsewhere: 0, unfilled: 0, excluded: [], paidElsewhere: null, curve: [] },
}

test('lists each price, and marks the one that earns most', () => {
  const text = replayText(
    { ...nothing, bids: 9, curve: [step(1n, 4), step(3n, 3), step(9n, 1)], excluded: [{ reason: 'tier', bids: 2 }] },
    { machine },
  )
  expect(text.split('\n')[0]).toBe(`${machine}: what a new machine would have earned from 9 orders since 2026-11-26T00:00 UTC.`)
  expect(text.split('\n').filter((line) => line.includes('* '))).toEqual([
    expect.stringMatching(/^ *\* 1\.0800 +3 +3\.00 +32\.40$/),
    '* earns most. Before the market fee and electricity. This is the past, and no promise.',
  ])
  expect(text).toContain('  2 did not fit: tier')
})

test('gives the reasons if no price would have earned anything, and states that older orders are not counted', () => {
  expect(replayText(nothing, { machine })).toBe(`${machine}: Nobody ordered this class since 2026-11-26T00:00 UTC.`)
  const cut = { ...nothing, bids: 5, isCut: true, excluded: [{ reason: 'region' as const, bids: 5 }] }
  expect(replayText(cut, { machine })).toBe(
    `${machine}: A new machine would have earned nothing from 5 orders for this class since 2026-11-26T00:00 UTC (older orders are not counted).\n  5 did not fit: region`,
  )
})
