import type { ListingWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { bestOf, type CompareKey, compareRows, tensorTflopsOf } from '#web/features/compare/compareRows.ts'

const hour = 3_600

describe('the rows of a comparison', () => {
  test('marks the cheapest, largest and soonest, and no unknown value', () => {
    const bestIn = rowsOf([machine({ price: '5', gpus: 8, ready: 20 }), null, machine({ price: '4', gpus: 2, ready: null })])
    expect(bestIn('price')).toEqual([false, false, true])
    expect(bestIn('gpus')).toEqual([true, false, false])
    expect(bestIn('ready')).toEqual([false, false, false])
    expect(bestIn('region')).toEqual([false, false, false])
  })

  test('compares the speed of the GPUs that the total pays for, by their data sheets', () => {
    const [slow, fast] = [{ className: 'NVIDIA L4 24 GB' }, { className: 'NVIDIA RTX 4090 24 GB' }].map((of) => ({ ...machine({}), ...of }))
    expect(rowsOf([slow ?? null, fast ?? null])('speed')).toEqual([false, true])
    expect(rowsOf([slow ?? null, { ...machine({}), className: 'unknown' }])('speed')).toEqual([false, false])
    expect(tensorTflopsOf('NVIDIA L4 24 GB', 2)).toBe(242n)
  })

  test('compares totals only for the same number of GPUs', () => {
    expect(rowsOf([machine({ total: '10' }), machine({ total: '20' })])('total')).toEqual([true, false])
    expect(rowsOf([machine({ total: '10' }), machine({ total: '20', quotedGpus: 2 })])('total')).toEqual([false, false])
  })

  test('gives no total to a machine that rejects the hours or has too few free GPUs', () => {
    const fits = machine({ total: '20' })
    expect(rowsOf([machine({ total: '10', maxHours: 1 }), fits, machine({ total: '30' })])('total')).toEqual([false, true, false])
    expect(rowsOf([machine({ total: '10', maxHours: 1 }), fits, machine({ total: '30' })])('least')).toEqual([false, true, false])
    expect(rowsOf([machine({ total: '10', free: 0 }), fits, machine({ total: '30' })])('total')).toEqual([false, true, false])
  })
})

function rowsOf(listings: readonly (ListingWire | null)[]): (key: CompareKey) => readonly boolean[] | undefined {
  const rows = compareRows(listings)
  return (key) => rows.find((row) => row.key === key)?.best
}

type Machine = { price?: string; gpus?: number; free?: number; ready?: number | null; total?: string; quotedGpus?: number; maxHours?: number }

function machine({ price = '1', gpus = 4, free = gpus, ready = 9, total = '1', quotedGpus = 1, maxHours = 48 }: Machine): ListingWire {
  const address = `0x${'1'.repeat(40)}`
  const id = `0x${'2'.repeat(64)}`
  return {
    ...{ node: id, name: 'one', simulated: false, provider: address, providerName: null, providerBonded: '0' },
    ...{ classId: 1, className: 'H100', regionId: 1, regionName: 'eu' },
    ...{ country: null, city: null, latitude: null, longitude: null, gpus, freeGpus: free, vramGib: 80, cpuCores: 8, ramGib: 64, diskGib: 100 },
    ...{
      networkMbps: 1_000,
      cpuModel: null,
      gpuModel: null,
      gpuLink: null,
      fit: null,
      runtime: null,
      isolation: null,
      tier: 0,
      reliabilityBps: null,
      medianReadySeconds: ready,
    },
    ...{ completedLeases: 0, askHash: id, listedAt: 1 },
    ask: {
      ...{
        provider: address,
        node: id,
        pricePerGpuSecond: price,
        minGpus: 1,
        maxGpus: gpus,
        minDurationSeconds: hour,
        maxDurationSeconds: maxHours * hour,
      },
      ...{ availableFrom: 0, availableUntil: 10, maxFeeBps: 25, noticeSeconds: 0, trialSeconds: 0, privateRenter: address, transferable: false },
      ...{ executor: address, nonce: '0', expiry: 10 },
    },
    quote: {
      gpus: quotedGpus,
      durationSeconds: 24 * hour,
      price: total,
      fee: '0',
      relayFee: '0',
      total,
      least: total,
      expected: null,
      trialSeconds: 0,
    },
  }
}

describe('the best of some values', () => {
  test('marks the least or the most, and several if equal', () => {
    expect(bestOf([3, 1, 2, 1], 'least')).toEqual([false, true, false, true])
    expect(bestOf([3, 1, null, 3], 'most')).toEqual([true, false, false, true])
  })

  test('compares exactly beyond the precision of a float', () => {
    expect(bestOf([2n ** 60n + 1n, 2n ** 60n], 'least')).toEqual([false, true])
  })

  test('marks no value if all are equal or only one is known', () => {
    expect(bestOf([2, 2, null], 'least')).toEqual([false, false, false])
    expect(bestOf([null, 7], 'most')).toEqual([false, false])
  })
})
