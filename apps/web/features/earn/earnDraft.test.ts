import { describe, expect, test } from 'vitest'
import { earnBasisOf, hourOf, monthOf } from '#web/features/earn/earnBasis.ts'
import { type EarnDraft, readEarnDraft, wattsText } from '#web/features/earn/earnDraft.ts'

const className = 'NVIDIA RTX 4090 24 GB'
const draft: EarnDraft = { classId: 11, gpus: '1', hours: '24', kwh: '0.25', isLocalCurrency: false, watts: null }
const read = (part: Partial<EarnDraft>, rate: { perPt: number } | null = null) => readEarnDraft({ ...draft, ...part }, { className, rate })
const pt = 10n ** 18n

describe('the fields of the estimate', () => {
  test('take the board power from the data sheet until somebody types another', () => {
    expect(wattsText(draft, className)).toBe('450')
    expect(wattsText(draft, 'CPU slot (development)')).toBe('')
    expect(read({})).toEqual({ wish: { gpus: 1n, onlineSeconds: 2_592_000n, wattsPerGpu: 450n, pricePerKwh: pt / 4n } })
    expect(read({ watts: '300' })).toMatchObject({ wish: { wattsPerGpu: 300n } })
  })

  test('convert the price of a kWh from the reader’s currency', () => {
    expect(read({ kwh: '1.42', isLocalCurrency: true }, { perPt: 7.1 })).toMatchObject({ wish: { pricePerKwh: pt / 5n } })
    expect(read({ kwh: '1.42', isLocalCurrency: true })).toMatchObject({ wish: { pricePerKwh: (142n * pt) / 100n } })
  })

  test.each([
    ['gpus', '0'],
    ['gpus', '1001'],
    ['gpus', '1.5'],
    ['hours', '25'],
    ['hours', ''],
    ['kwh', '0,25'],
    ['kwh', '0,250'],
    ['kwh', '-1'],
    ['watts', '10001'],
    ['watts', '<b>'],
  ] as const)('name %s as wrong for %s', (field, text) => {
    expect(read({ [field]: text })).toEqual({ wrong: field })
  })
})

describe('the basis of the estimate', () => {
  const wish = { gpus: 1n, onlineSeconds: 2_592_000n, wattsPerGpu: 450n, pricePerKwh: 0n as never }
  const index = { pricePerGpuSecond: '100000000000000', trades: 4, counted: 4 }

  test('has no estimate before the first trade', () => {
    expect(earnBasisOf({ index: null, last: null, utilisationBps: 0 })).toEqual({ kind: 'none' })
    expect(hourOf(null, { wish: { ...wish, pricePerKwh: (pt / 5n) as never }, feeBps: 25 }).power).toBe((45n * pt) / 500n)
  })

  test('prefers the index to the last trade', () => {
    expect(earnBasisOf({ index, last: '7', utilisationBps: 5_000 })).toEqual({ kind: 'known', price: index.pricePerGpuSecond, rentedBps: 5_000 })
    expect(earnBasisOf({ index: null, last: '7', utilisationBps: null })).toEqual({ kind: 'unused', price: '7' })
  })

  test('gives no month of zeros while nobody rents the class', () => {
    expect(earnBasisOf({ index, last: '7', utilisationBps: 0 })).toEqual({ kind: 'idle', price: index.pricePerGpuSecond })
  })

  test('gives a month of 30 days', () => {
    const basis = { kind: 'known', price: index.pricePerGpuSecond, rentedBps: 5_000 } as const
    expect(monthOf(basis, { wish, feeBps: 0 }).pay).toBe((1_296n * pt) / 10n)
  })
})
