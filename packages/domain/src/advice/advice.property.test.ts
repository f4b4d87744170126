import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ClassOffer,
  dataSheetOf,
  fitKey,
  fitKeyNumber,
  fitNumber,
  fitOfRun,
  fitPlaceOf,
  fitWarnings,
  gpuLinkOf,
  gpuLinks,
  memoryOfRun,
  type ModelRun,
  parseRun,
  priceOfMillionTokens,
  pTokenUnits,
  runModels,
  runTasks,
  waysToRun,
} from '../index.ts'

const seed = Number(process.env.SEED ?? 33)
const classNames = ['NVIDIA H100 SXM 80 GB', 'NVIDIA A100 40 GB', 'NVIDIA L4 24 GB', 'NVIDIA T4 16 GB', 'NVIDIA V100 16 GB', 'AMD MI300X 192 GB']
const units = fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }).map(pTokenUnits)
const links = fc.constantFrom(...gpuLinks, null)
const runs = fc
  .record({ slug: fc.constantFrom(...runModels.map(({ slug }) => slug), '13b', '700b'), task: fc.constantFrom(...runTasks) })
  .map(({ slug, task }) => parseRun(`${slug}_${task}`) as ModelRun)
const gpus = fc.record({
  className: fc.constantFrom(...classNames),
  vramGib: fc.integer({ min: 1, max: 300 }),
  link: links,
  gpus: fc.integer({ min: 1, max: 15 }),
})
const offers: fc.Arbitrary<ClassOffer[]> = fc.array(
  fc.record({
    classId: fc.integer({ min: 0, max: 20 }),
    className: fc.constantFrom(...classNames),
    vramGib: fc.integer({ min: 0, max: 300 }),
    link: links,
    offers: fc.uniqueArray(
      fc.record({ gpus: fc.integer({ min: 1, max: 15 }), pricePerGpuSecond: units, total: units, machines: fc.integer({ min: 1, max: 9 }) }),
      { selector: (offer) => offer.gpus, maxLength: 6 },
    ),
  }),
  { maxLength: 6 },
)
const run = (text: string) => parseRun(text) as ModelRun
const h100 = { className: 'NVIDIA H100 SXM 80 GB', vramGib: 80, link: 'nvlink', gpus: 1 } as const
const t4 = { className: 'NVIDIA T4 16 GB', vramGib: 16, link: 'pcie', gpus: 4 } as const
function holds<Values>(property: fc.IProperty<Values>): void {
  fc.assert(property, { seed, numRuns: 300 })
}

describe('the speed of a run', () => {
  test('divides memory bandwidth by the bytes of the weights for an answer', () => {
    // The model reads 70.55 billion weights of 4.5 bits for each token, which are 39.69 GB. An H100 reads them 84.4 times per second at 3,350 GB/s.
    expect(fitOfRun(run('llama-3.3-70b'), h100)).toEqual({ rating: 'good', warnings: [], milliTokensPerSecond: 84_411n, epochSeconds: null })
  })

  test('divides 40 % of the data sheet by 6 operations for each parameter in training', () => {
    const fit = fitOfRun(run('llama-3.3-70b_lora'), h100)
    expect(fit.milliTokensPerSecond).toBe((989n * 10n ** 12n * 40n * 1_000n) / (600n * 70_553_706_496n))
    expect(fit.epochSeconds).toBe(10_701)
  })

  test('counts only the experts that a token uses', () => {
    const speed = (text: string) => fitOfRun(run(text), { ...h100, gpus: 2 }).milliTokensPerSecond ?? 0n
    expect(speed('mixtral-8x7b_4bit')).toBeGreaterThan(3n * speed('47b_4bit'))
  })

  test('equals the speed of one GPU without NVLink', () => {
    const speed = (gpuCount: number, link: 'nvlink' | 'pcie' | null) =>
      fitOfRun(run('llama-3.1-8b'), { ...h100, gpus: gpuCount, link }).milliTokensPerSecond
    expect([speed(4, 'pcie'), speed(4, null)]).toEqual([speed(1, null), speed(1, null)])
    expect(speed(4, 'nvlink')).toBeGreaterThan(3n * (speed(1, null) ?? 0n))
  })

  test(`never falls with more GPUs (seed ${seed})`, () => {
    holds(
      fc.property(runs, gpus, (asked, some) => {
        const [before, after] = [fitOfRun(asked, some), fitOfRun(asked, { ...some, gpus: some.gpus + 1 })].map(
          ({ milliTokensPerSecond }) => milliTokensPerSecond,
        )
        if (before !== null && before !== undefined) expect((after ?? 0n) >= before).toBe(true)
      }),
    )
  })
})

describe('warnings', () => {
  test('list the problems of 4 × T4 for a 70B model', () => {
    expect(fitOfRun(run('llama-3.3-70b'), t4)).toMatchObject({ rating: 'fair', warnings: ['noBf16', 'noFastLink'] })
    expect(fitOfRun(run('llama-3.3-70b_lora'), t4)).toMatchObject({ rating: 'poor', warnings: ['longEpoch', 'noBf16', 'noFastLink'] })
  })

  test('list slow answers, nearly full memory, an unknown link and an unknown speed', () => {
    expect(fitOfRun(run('llama-3.1-405b'), { ...h100, className: 'NVIDIA L40S 48 GB', vramGib: 48, link: 'pcie', gpus: 6 })).toMatchObject({
      warnings: ['slowerThanReading', 'noFastLink'],
    })
    expect(fitOfRun(run('llama-3.3-70b'), { ...h100, vramGib: 45 }).warnings).toEqual(['memoryTight'])
    expect(fitOfRun(run('llama-3.3-70b'), { ...h100, gpus: 2, link: null }).warnings).toEqual(['linkUnknown'])
    expect(fitOfRun(run('llama-3.3-70b'), { ...h100, className: 'a card without a data sheet' }).warnings).toEqual(['speedUnknown'])
  })

  test(`never grow in number with more memory (seed ${seed})`, () => {
    holds(
      fc.property(runs, gpus, fc.integer({ min: 1, max: 100 }), (asked, some, more) => {
        const before = fitOfRun(asked, some).warnings
        for (const warning of fitOfRun(asked, { ...some, vramGib: some.vramGib + more }).warnings) expect(before).toContain(warning)
      }),
    )
  })

  test('use the link that a machine reports, or else the link of its class', () => {
    const link = (reported: string | null, className: string) => gpuLinkOf({ reported, className })
    expect([link('NVLink', 'NVIDIA V100 16 GB'), link('PCIe 4.0 x16', h100.className), link(null, h100.className)]).toEqual([
      'nvlink',
      'pcie',
      'nvlink',
    ])
    expect([link(null, 'NVIDIA V100 16 GB'), link('', 'no class'), link(null, t4.className)]).toEqual([null, null, 'pcie'])
  })
})

describe('waysToRun', () => {
  test(`returns ways whose GPUs fit, with exact sums, sorted by fit (seed ${seed})`, () => {
    holds(
      fc.property(runs, offers, (asked, classes) => {
        const ways = waysToRun(asked, classes)
        expect(ways[0]?.run.task).toBe(asked.task)
        expect(new Set(ways.map(({ run: { task, bits } }) => `${task} ${bits}`)).size).toBe(ways.length)
        for (const { run: way, memory, choices } of ways) {
          const { weights, cache, training, activations, reserve } = memory
          const rest = BigInt(memory.totalGib) * 2n ** 30n - weights - cache - training - activations - reserve
          expect(rest >= 0n && rest < 2n ** 30n).toBe(true)
          const keys = choices.map((choice) => fitKey(fitPlaceOf(way, choice), choice.pricePerGpuSecond * BigInt(choice.gpus)))
          expect(keys).toEqual(keys.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)))
          for (const { vramGib, gpus: count, pricePerGpuSecond, fit, pricePerMillionTokens: price } of choices) {
            expect(vramGib * count).toBeGreaterThanOrEqual(memory.totalGib)
            expect(price === null).toBe(fit.milliTokensPerSecond === null)
            if (price === null || fit.milliTokensPerSecond === null) continue
            const paid = pricePerGpuSecond * BigInt(count) * 1_000_000_000n
            expect(price * fit.milliTokensPerSecond >= paid && (price - 1n) * fit.milliTokensPerSecond < paid).toBe(true)
          }
        }
      }),
    )
  })

  test(`returns no fewer ways with more memory (seed ${seed})`, () => {
    holds(
      fc.property(runs, offers, fc.integer({ min: 1, max: 100 }), (asked, classes, more) => {
        const count = (some: readonly ClassOffer[]) =>
          new Map(waysToRun(asked, some).map(({ run: { task, bits }, choices }) => [`${task} ${bits}`, choices.length]))
        const larger = count(classes.map((one) => ({ ...one, vramGib: one.vramGib === 0 ? 0 : one.vramGib + more })))
        for (const [way, before] of count(classes)) expect(larger.get(way)).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  test('does not put the cheapest GPUs first when they are too slow', () => {
    const price = (pricePerGpuSecond: bigint) => ({ pricePerGpuSecond: pTokenUnits(pricePerGpuSecond), total: pTokenUnits(0n), machines: 1 })
    const [way] = waysToRun(run('llama-3.3-70b_lora'), [
      { classId: 8, className: t4.className, vramGib: 16, link: 'pcie', offers: [{ gpus: 4, ...price(1n) }] },
      {
        classId: 1,
        className: h100.className,
        vramGib: 80,
        link: 'nvlink',
        offers: [
          { gpus: 8, ...price(110n) },
          { gpus: 2, ...price(100n) },
        ],
      },
    ])
    expect(way?.choices.map(({ classId, gpus: count }) => [classId, count])).toEqual([
      [1, 2],
      [8, 4],
    ])
  })
})

describe('the sorting by fit', () => {
  const keys = fc.record({
    asked: runs,
    some: gpus,
    price: fc.oneof(fc.bigInt({ min: 0n, max: 100n }), fc.bigInt({ min: 0n, max: 2n ** 100n - 1n })),
  })

  test(`has numbers that agree with its keys, also when calculated with floats (seed ${seed})`, () => {
    holds(
      fc.property(keys, keys, (one, other) => {
        const of = ({ asked, some, price }: typeof one) => ({ place: fitPlaceOf(asked, some), key: fitKey(fitPlaceOf(asked, some), price), price })
        const [a, b] = [of(one), of(other)]
        const number = fitNumber({ ...a.place, work: a.place.work === null ? null : Number(a.place.work) }, Number(a.price))
        const exact = fitKeyNumber(a.key)
        expect(Math.abs(number - exact)).toBeLessThanOrEqual(2 ** -42 * Math.max(exact, 2 ** -9))
        expect(a.key.toString().length).toBeLessThanOrEqual(60)
        const difference = exact - fitKeyNumber(b.key)
        if (Math.abs(difference) > 2 ** -40 * exact) expect(difference > 0).toBe(a.key > b.key)
      }),
    )
  })

  test('puts fewer serious warnings before a lower price', () => {
    const key = (some: typeof h100 | typeof t4, price: bigint) => fitKey(fitPlaceOf(run('llama-3.3-70b_lora'), some), price)
    expect(key(h100, 2n ** 99n) < key(t4, 1n)).toBe(true)
    expect(key(h100, 1n) < key(h100, 2n)).toBe(true)
  })
})

test('lists bf16 only for Ampere or newer classes, and each warning once', () => {
  expect(['NVIDIA T4 16 GB', 'NVIDIA V100 16 GB', 'NVIDIA A10G 24 GB'].map((name) => dataSheetOf(name)?.hasBf16)).toEqual([false, false, true])
  expect(new Set(fitWarnings).size).toBe(fitWarnings.length)
  expect(priceOfMillionTokens(100n, 0n)).toBeNull()
  expect(memoryOfRun(run('llama-3.3-70b')).totalGib).toBe(44)
})
