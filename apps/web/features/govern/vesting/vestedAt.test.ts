import { expect, test } from 'vitest'
import { vestedAt, vestingCurve } from './vestedAt.ts'

const g = (whole: number) => (BigInt(whole) * 10n ** 18n).toString()
const grant = { ...{ id: 0, label: 'Team', beneficiary: '0x', vested: '0', released: '0', releasable: '0' }, amount: g(900), startAt: 1_000 }

test('vests nothing before the cliff, then by the second, and everything at the end', () => {
  const one = { ...grant, cliffAt: 1_300, endAt: 1_900 }
  expect([999, 1_299, 1_300, 1_450, 1_899, 1_900, 9_999].map((at) => vestedAt(one, at) / 10n ** 18n)).toEqual([0n, 0n, 300n, 450n, 899n, 900n, 900n])
})

test('starts the curve with the unlocked G, jumps at a cliff and ends with all G', () => {
  const curve = vestingCurve({ atOnce: g(100), items: [{ ...grant, cliffAt: 1_300, endAt: 1_900 }] })
  expect(curve[0]).toEqual({ at: 1_000, value: 100 })
  expect(curve.filter(({ at }) => at === 1_299 || at === 1_300)).toEqual([
    { at: 1_299, value: 100 },
    { at: 1_300, value: 400 },
  ])
  expect(curve.at(-1)).toEqual({ at: 1_900, value: 1_000 })
})
