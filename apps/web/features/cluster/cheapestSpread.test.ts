import type { ListingWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { cheapestSpread } from '#web/features/cluster/cheapestSpread.ts'
import { machinesOf } from '#web/features/cluster/planCluster.ts'

type Row = { readonly classId: number; readonly price: number; readonly free: number; readonly region?: number; readonly vramGib?: number }

const listings = (rows: readonly Row[]) =>
  rows.map(
    ({ classId, price, free, region = 0, vramGib = 24 }, at) =>
      ({
        ...{ node: `0x${at}`, classId, regionId: region, vramGib, freeGpus: free, listedAt: at },
        ask: { pricePerGpuSecond: String(price), minGpus: 1, maxGpus: free, minDurationSeconds: 60, maxDurationSeconds: 86_400 },
      }) as unknown as ListingWire,
  )
const wish = { gpus: 8, minGpusPerMachine: 4, durationSeconds: 3_600, machines: 2 }
const found = (rows: readonly Row[], change: Partial<typeof wish> = {}) => {
  const spread = cheapestSpread(listings(rows), { ...wish, ...change })
  return spread === null ? null : { classId: spread.classId, machines: machinesOf(spread.plan) }
}

test('takes the cheapest class in which an order gives as many machines as wanted, not a cheaper one with one large machine', () => {
  const rows = [
    { classId: 1, price: 5, free: 8 },
    { classId: 2, price: 9, free: 4 },
    { classId: 2, price: 9, free: 4 },
    { classId: 3, price: 7, free: 4 },
    { classId: 3, price: 7, free: 4 },
  ]
  expect(found(rows)).toEqual({ classId: 3, machines: 2 })
  expect(found(rows, { machines: 1 })).toEqual({ classId: 1, machines: 1 })
})

test('takes the cheapest class if no class gives as many machines, and none if too few GPUs are free in one region', () => {
  expect(found([{ classId: 1, price: 5, free: 8 }], { machines: 3 })).toEqual({ classId: 1, machines: 1 })
  const apart = [0, 1].map((region) => ({ classId: 1, price: 5, free: 4, region }))
  expect(found(apart)).toBeNull()
})

test('leaves out machines without a GPU', () => {
  const slots = [1, 2].map(() => ({ classId: 0, price: 1, free: 4, vramGib: 0 }))
  expect(found(slots)).toBeNull()
  expect(found([...slots, { classId: 1, price: 5, free: 8 }])).toEqual({ classId: 1, machines: 1 })
})
