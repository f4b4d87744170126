import type { ListingWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { type ClusterPlan, machinesOf, machinesWithoutNetwork, mostInOneRegion, planCluster } from '#web/features/cluster/planCluster.ts'

type Row = {
  readonly region?: number
  readonly price: number
  readonly free: number
  readonly min?: number
  readonly max?: number
  readonly seconds?: readonly [number, number]
}

const listing = ({ region = 0, price, free, min = 1, max = free, seconds = [60, 86_400] }: Row, at: number) =>
  ({
    ...{ node: `0x${at}`, regionId: region, freeGpus: free, listedAt: at },
    ask: { pricePerGpuSecond: String(price), minGpus: min, maxGpus: max, minDurationSeconds: seconds[0], maxDurationSeconds: seconds[1] },
  }) as unknown as ListingWire
const listings = (rows: readonly Row[]) => rows.map(listing)
const wish = (gpus: number, minGpusPerMachine = 1, durationSeconds = 3_600) => ({ gpus, minGpusPerMachine, durationSeconds })
const slicesOf = (plan: ClusterPlan | null) => plan?.slices.map(({ listing: { ask }, gpus }) => `${gpus} at ${ask.pricePerGpuSecond}`) ?? null

describe('planCluster', () => {
  // The examples of docs/matching.md.
  test.each<[readonly Row[], ReturnType<typeof wish>, readonly string[] | null]>([
    [[{ price: 10, free: 4, max: 2 }], wish(4), ['2 at 10', '2 at 10']],
    [[{ price: 10, free: 8, min: 2, max: 4 }], wish(5), ['3 at 10', '2 at 10']],
    [[{ price: 10, free: 8, max: 3 }], wish(7, 2), ['3 at 10', '2 at 10', '2 at 10']],
    [[{ price: 10, free: 8, max: 2 }], wish(4, 3), null],
    [
      [
        { price: 10, free: 3 },
        { price: 20, free: 8, min: 2, max: 4 },
      ],
      wish(5, 2),
      ['3 at 10', '2 at 20'],
    ],
    [
      [
        { price: 10, free: 4 },
        { price: 20, free: 8, min: 2, max: 4 },
      ],
      wish(5, 2),
      ['3 at 10', '2 at 20'],
    ],
    [
      [
        { price: 10, free: 3 },
        { price: 20, free: 8, min: 2, max: 4 },
      ],
      wish(4),
      null,
    ],
  ])('takes the slices that the matcher takes: %j, %j', (rows, wanted, slices) => {
    expect(slicesOf(planCluster(listings(rows), wanted))).toEqual(slices)
  })

  test('uses one region, the cheapest for the cluster', () => {
    const rows = [
      { price: 10, free: 8 },
      { region: 1, price: 11, free: 8 },
      { region: 1, price: 12, free: 8 },
      { region: 2, price: 30, free: 16, max: 15 },
    ]
    const plan = planCluster(listings(rows), wish(16))
    expect(slicesOf(plan)).toEqual(['8 at 11', '8 at 12'])
    expect(plan).toMatchObject({ highestPrice: 12n })
    expect(plan === null ? 0 : machinesOf(plan)).toBe(2)
    expect(planCluster(listings(rows), wish(17))).toBeNull()
  })

  test('counts only machines that can be rented for this time', () => {
    const rows: Row[] = [
      { price: 10, free: 8, seconds: [7_200, 86_400] },
      { price: 12, free: 8 },
      { price: 13, free: 8, seconds: [60, 1_800] },
    ]
    expect(planCluster(listings(rows), wish(16))).toBeNull()
    expect(mostInOneRegion(listings(rows), wish(16))).toBe(8)
    expect(mostInOneRegion([], wish(16))).toBe(0)
  })
})

describe('machinesWithoutNetwork', () => {
  test('counts each machine once whose leases are in no plain container', () => {
    const slice = (node: string, isolation: string | null) => ({ listing: { node, isolation }, gpus: 1 })
    const slices = [slice('0xa', 'process'), slice('0xa', 'process'), slice('0xb', 'gvisor'), slice('0xc', 'container'), slice('0xd', null)]
    const without = (some: readonly object[]) => machinesWithoutNetwork({ slices: some, highestPrice: 1n } as unknown as ClusterPlan)
    expect(without(slices)).toBe(2)
    // One lease has no other lease to reach. Two leases on one machine do.
    expect([without(slices.slice(0, 1)), without(slices.slice(0, 2))]).toEqual([0, 1])
  })
})
