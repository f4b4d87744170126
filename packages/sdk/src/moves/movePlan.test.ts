import type { ListingWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { byFit, canTake, type LeaseToMove, movePlanOf } from './movePlan.ts'

const left = 1_000
const ask = { pricePerGpuSecond: '90', minGpus: 1, maxGpus: 4, minDurationSeconds: 60, maxDurationSeconds: left }
const taker = { node: 'taker', ask, runtime: 'container', freeGpus: 2, regionName: 'North', reliabilityBps: 9_900 }

describe('where a lease can go', () => {
  test('is a machine with as many GPUs free, for as long, that runs its image', () => {
    const wanted = lease({ image: true })
    expect(canTake(machine(), wanted)).toBe(true)
    for (const change of [
      { freeGpus: 1 },
      { runtime: 'local' },
      { ask: { ...ask, minGpus: 3 } },
      { ask: { ...ask, maxGpus: 1 } },
      { ask: { ...ask, maxDurationSeconds: left - 1 } },
    ])
      expect(canTake(machine(change), wanted), JSON.stringify(change)).toBe(false)
    expect(canTake(machine({ runtime: 'local' }), lease({ image: false }))).toBe(true)
  })

  test('is the cheapest first, at one price the nearer, then the more reliable', () => {
    const price = (pricePerGpuSecond: string) => ({ ask: { ...ask, pricePerGpuSecond } })
    const machines = [
      machine({ node: 'dear', ...price('100') }),
      machine({ node: 'far', regionName: 'South', reliabilityBps: 10_000 }),
      machine({ node: 'unmeasured', reliabilityBps: null }),
      machine({ node: 'steady' }),
      machine({ node: 'cheap', regionName: 'South', ...price('9') }),
    ]
    expect(machines.sort(byFit(lease({}).lease)).map(({ node }) => node)).toEqual(['cheap', 'steady', 'unmeasured', 'far', 'dear'])
  })

  test('costs the difference of the prices for what is left, and locks what the contract would', () => {
    const plan = movePlanOf(lease({}), machine())
    expect(plan).toMatchObject({ durationSeconds: left, difference: -20_000n, escrow: 180_450n, relayFee: 7n, refund: 5n })
    const longer = movePlanOf(lease({}), machine({ ask: { ...ask, minDurationSeconds: 2_000, maxDurationSeconds: 4_000 } }))
    expect(longer).toMatchObject({ durationSeconds: 2_000, difference: 160_000n })
  })
})

function machine(change: object = {}): ListingWire {
  return { ...taker, ...change } as unknown as ListingWire
}

/** A lease of two GPUs at 100 base units per GPU-second, with 1,000 seconds remaining. */
function lease({ image = false }: { image?: boolean }): LeaseToMove {
  const terms = { gpus: 2, feeBps: 25, pricePerGpuSecond: '100' }
  const known = { terms, node: { regionName: 'North' }, now: { refund: '5' }, workload: image ? { image: {} } : {} }
  return { lease: known, chain: { relayFee: '7', leastLeaseValue: '0', smallLeaseFee: '0' }, left } as unknown as LeaseToMove
}
