import type { ListingWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { alternativeQuery, bestAlternative } from '#web/parts/other-machine/bestAlternative.ts'

const held = { node: '0xheld', gpus: 2, durationSeconds: 7_200, pricePerGpuSecond: '100' } as Parameters<typeof bestAlternative>[0]

describe('the best machine instead of a held one', () => {
  test('is the first one in the search order that can replace it', () => {
    const found = [
      listing('0xheld'),
      listing('0xother class', { classId: 4 }),
      listing('0xother runtime', { runtime: 'local' }),
      listing('0xsimulated', { simulated: true }),
      listing('0xtoo few free', { freeGpus: 1 }),
      listing('0xwhole machine only', {}, { minGpus: 4 }),
      listing('0xone GPU only', {}, { maxGpus: 1 }),
      listing('0xdearer', {}, { pricePerGpuSecond: '101' }),
      listing('0xlonger leases', {}, { minDurationSeconds: 7_201 }),
      listing('0xshorter leases', {}, { maxDurationSeconds: 7_199 }),
      listing('0xas dear'),
      listing('0xcheaper', {}, { pricePerGpuSecond: '90' }),
    ]
    expect(bestAlternative(held, listing('0xheld'), found)?.node).toBe('0xas dear')
  })

  test('is a simulated machine only if the held machine was simulated', () => {
    const simulated = listing('0xsimulated', { simulated: true })
    expect(bestAlternative(held, listing('0xheld', { simulated: true }), [simulated])?.node).toBe('0xsimulated')
    expect(bestAlternative(held, listing('0xheld'), [simulated])).toBe(null)
  })

  test('costs no more than the ask if the machine could not be held', () => {
    const never = { ...held, node: null, pricePerGpuSecond: '0' }
    const found = [listing('0xdearer', {}, { pricePerGpuSecond: '101' }), listing('0xas dear')]
    expect(bestAlternative(never, listing('0xtaken'), found)?.node).toBe('0xas dear')
    expect(alternativeQuery(never, listing('0xtaken'))).toMatchObject({ maxPricePerGpuHour: '360000' })
  })

  test('may cost more if there was no hold, and is free from the same start', () => {
    const wanted = { ...held, hold: null, startAt: 7_200 }
    expect(bestAlternative(wanted, listing('0xheld'), [listing('0xdearer', {}, { pricePerGpuSecond: '101' })])?.node).toBe('0xdearer')
    expect(alternativeQuery(wanted, listing('0xheld'))).not.toHaveProperty('maxPricePerGpuHour')
    expect(alternativeQuery(wanted, listing('0xheld'))).toMatchObject({ startHour: 2 })
  })

  test('is searched for within its class, time and price', () => {
    expect(alternativeQuery({ ...held, durationSeconds: 7_201 }, listing('0xheld'))).toMatchObject({
      ...{ class: '3', minGpus: 2, minutes: 121, maxPricePerGpuHour: '360000', includeSimulated: 'false', sort: 'price' },
    })
  })
})

function listing(node: string, facts: Partial<ListingWire> = {}, ask: Partial<ListingWire['ask']> = {}): ListingWire {
  const usual = { pricePerGpuSecond: '100', minGpus: 1, maxGpus: 8, minDurationSeconds: 3_600, maxDurationSeconds: 86_400, ...ask }
  return { node, classId: 3, runtime: 'container', simulated: false, freeGpus: 2, ...facts, ask: usual } as ListingWire
}
