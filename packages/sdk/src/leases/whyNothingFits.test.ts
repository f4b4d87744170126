import { describe, expect, test } from 'vitest'
import { type FitQuery, whyNothingFits } from './whyNothingFits.ts'

const names = { simulated: '"simulated": true', price: 'maxPrice', gpus: 'gpus', class: 'gpu', region: 'region' }
const perSecond = (ptPerHour: string) => String((BigInt(Math.round(Number(ptPerHour) * 100)) * 10n ** 16n) / 3_600n)

type Machine = { price: string; class: number; region: number; gpus: number; hours: number; simulated: boolean }
const real: Machine = { price: '0.36', class: 1, region: 1, gpus: 2, hours: 4, simulated: false }
const simulated: Machine = { price: '1.26', class: 2, region: 1, gpus: 8, hours: 672, simulated: true }

/** Answers as a market that has these machines. */
const market = (machines: readonly Machine[]) => async (query: FitQuery) => {
  const fits = machines
    .filter((machine) => query.includeSimulated !== 'false' || !machine.simulated)
    .filter(({ hours, gpus }) => Number(query.hours ?? 1) <= hours && Number(query.minGpus ?? 1) <= gpus)
    .filter((machine) => [query.class ?? machine.class].flat().includes(machine.class))
    .filter((machine) => [query.region ?? machine.region].flat().includes(machine.region))
    .filter(({ price }) => BigInt(perSecond(price)) * 3_600n <= BigInt(String(query.maxPricePerGpuHour ?? 10n ** 20n)))
  return { total: fits.length, items: fits.map(({ price }) => ({ ask: { pricePerGpuSecond: perSecond(price) } })) }
}

const wished = { includeSimulated: 'false', class: [1], minGpus: 1, hours: 1 } as const
const onePt = String(10n ** 18n)

describe('the reason why nothing fits', () => {
  test.each<[string, Machine[], FitQuery, string]>([
    ['an empty market', [], wished, 'no machine that is free now'],
    ['only simulated machines', [simulated], { ...wished, class: [2] }, 'only 1 simulated: "simulated": true takes them'],
    [
      'a price limit',
      [real],
      { ...wished, maxPricePerGpuHour: String(10n ** 17n) },
      '1 machine is free, the cheapest costs 0.36 PT per GPU-hour, your limit is 0.1 PT',
    ],
    ['a long time', [real], { ...wished, hours: 9 }, '1 machine is free for 1 hour, and none for 9 hours'],
    ['too many GPUs', [real], { ...wished, minGpus: 4 }, '1 machine is free with gpus 1, from 0.36 PT per GPU-hour'],
    ['a region without machines', [real], { ...wished, region: [9] }, '1 machine is free without region, from 0.36 PT per GPU-hour'],
    [
      'a price limit below simulated machines, which are left out',
      [real, simulated],
      { ...wished, class: [2], maxPricePerGpuHour: onePt },
      '1 machine is free without gpu, from 0.36 PT per GPU-hour',
    ],
    [
      'a price limit below the only machines, which are simulated',
      [simulated],
      { ...wished, class: [2], maxPricePerGpuHour: onePt },
      '1 machine is free with "simulated": true and without maxPrice, from 1.26 PT per GPU-hour',
    ],
    [
      'three conditions together',
      [simulated],
      { ...wished, class: [1], maxPricePerGpuHour: onePt },
      '1 machine is free with "simulated": true and without maxPrice and without gpu, from 1.26 PT per GPU-hour',
    ],
  ])('is %s', async (_what, machines, query, reason) => {
    expect(await whyNothingFits(market(machines), { query, names })).toBe(reason)
  })
})
