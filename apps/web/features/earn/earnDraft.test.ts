import { describe, expect, test } from 'vitest'
import { assumedShareOf, earnBasisOf, kwhOf, monthOf } from '#web/features/earn/earnBasis.ts'
import { type EarnDraft, readEarnDraft, storedEarnDraft, storeEarnDraft, wattsText } from '#web/features/earn/earnDraft.ts'

const className = 'NVIDIA RTX 4090 24 GB'
const draft: EarnDraft = { classId: 11, gpus: '1', hours: '24', kwh: '0.25', isLocalCurrency: false, watts: null, rented: null }
const read = (part: Partial<EarnDraft>, rate: { perPt: number } | null = null) => readEarnDraft({ ...draft, ...part }, { className, rate })
const pt = 10n ** 18n

describe('the fields of the estimate', () => {
  test('take the board power from the data sheet until somebody types another', () => {
    expect(wattsText(draft, className)).toBe('450')
    expect(wattsText(draft, 'CPU slot (development)')).toBe('')
    expect(read({})).toEqual({ wish: { gpus: 1n, onlineSeconds: 2_592_000n, wattsPerGpu: 450n, pricePerKwh: pt / 4n }, rentedPercent: null })
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
    ['rented', '101'],
    ['rented', '12.5'],
    ['rented', ''],
  ] as const)('name %s as wrong for %s', (field, text) => {
    expect(read({ [field]: text })).toEqual({ wrong: field })
  })
})

describe('the basis of the estimate', () => {
  const wish = { gpus: 1n, onlineSeconds: 2_592_000n, wattsPerGpu: 450n, pricePerKwh: 0n as never }
  const index = { pricePerGpuSecond: '100000000000000', trades: 4, counted: 4 }

  const prices = { cheapestPricePerGpuSecond: '8', referencePricePerGpuSecond: '9' }
  const none = { index: null, last: null, utilisationBps: null }
  const known = { prices, rentedPercent: null, assumedBps: 400 }

  test('takes the lowest offer, then the reference price, while nobody has paid a price', () => {
    expect(earnBasisOf(none, known)).toMatchObject({ price: '8', priceFrom: 'offer' })
    expect(earnBasisOf(none, { ...known, prices: { ...prices, cheapestPricePerGpuSecond: null } })).toMatchObject({
      price: '9',
      priceFrom: 'reference',
    })
  })

  test('prefers the index to the last trade, and a trade to an offer', () => {
    expect(earnBasisOf({ index, last: '7', utilisationBps: 5_000 }, known)).toEqual({
      price: index.pricePerGpuSecond,
      priceFrom: 'index',
      rentedBps: 5_000,
      rentedFrom: 'market',
    })
    expect(earnBasisOf({ ...none, last: '7' }, known)).toMatchObject({ price: '7', priceFrom: 'last' })
  })

  test('assumes the share of the market while nobody rents the class, and no month of zeros', () => {
    for (const utilisationBps of [0, null]) {
      const basis = earnBasisOf({ ...none, utilisationBps }, { ...known, prices: { ...prices, cheapestPricePerGpuSecond: index.pricePerGpuSecond } })
      expect(basis).toMatchObject({ rentedBps: 400, rentedFrom: 'assumed' })
      expect(monthOf(basis, { wish, feeBps: 0 }).pay).toBe((10_368n * pt) / 1_000n)
    }
  })

  test('never assumes more use for a class without renters than a class with renters has', () => {
    const use = (gpus: number, leasedGpus: number) => ({ gpus, leasedGpus, utilisationBps: gpus === 0 ? null : (leasedGpus * 10_000) / gpus })
    const market = [use(10, 9), use(100, 3), use(20, 0), use(0, 0)]
    expect(assumedShareOf(market)).toEqual({ assumedBps: 300, rentedGpus: 12 })
    expect(assumedShareOf([use(1, 1), use(99, 0)])).toEqual({ assumedBps: 100, rentedGpus: 1 })
    expect(assumedShareOf([use(12, 12), use(118, 0)]), 'a whole number, also for 12 of 130').toEqual({ assumedBps: 923, rentedGpus: 12 })
    for (const unused of [[], [use(5, 0)]]) expect(assumedShareOf(unused)).toEqual({ assumedBps: 1_000, rentedGpus: 0 })
  })

  test('uses the rounded numbers that the page shows, so that a reader can multiply them', () => {
    const odd = { ...index, pricePerGpuSecond: '347222222229876' }
    const basis = earnBasisOf({ index: odd, last: null, utilisationBps: 256 }, known)
    expect(basis.rentedBps).toBe(300)
    const { pay } = monthOf(basis, { wish, feeBps: 0 })
    expect(Number(pay) / 1e18).toBeCloseTo(1.25 * 0.03 * 720, 6)
    expect(earnBasisOf({ index: odd, last: null, utilisationBps: 4 }, known).rentedBps).toBe(100)
  })

  test('uses a typed share in every case, also zero', () => {
    expect(read({ rented: '0' })).toMatchObject({ rentedPercent: 0 })
    expect(earnBasisOf({ index, last: null, utilisationBps: 5_000 }, { ...known, rentedPercent: 0 })).toMatchObject({
      rentedBps: 0,
      rentedFrom: 'typed',
    })
  })

  test.each([
    [162_000n, 162],
    [9_960n, 10],
    [1_449n, 1.4],
    [450n, 0.5],
    [0n, 0],
  ])('shows %s Wh as %s kWh', (wattHours, kwh) => {
    expect(kwhOf(wattHours)).toBe(kwh)
  })

  test('gives a month of 30 days', () => {
    const basis = earnBasisOf({ index, last: null, utilisationBps: 5_000 }, known)
    expect(monthOf(basis, { wish, feeBps: 0 }).pay).toBe((1_296n * pt) / 10n)
  })
})

describe('the stored fields', () => {
  const storage = new Map<string, string>()
  const tab = { getItem: (key: string) => storage.get(key) ?? null, setItem: (key: string, value: string) => void storage.set(key, value) }

  test('are the same after the person comes back', () => {
    expect(storedEarnDraft(tab)).toBeNull()
    const typed = { ...draft, classId: 4, rented: '12' }
    storeEarnDraft(tab, typed)
    expect(storedEarnDraft(tab)).toEqual(typed)
  })

  test.each(['{', 'null', '{"classId":"4"}', JSON.stringify({ ...draft, kwh: 1 })])('are left out if they are damaged: %s', (text) => {
    expect(storedEarnDraft({ getItem: () => text })).toBeNull()
  })

  test('need no storage', () => {
    const full = {
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => storeEarnDraft(full, draft)).not.toThrow()
  })
})
