import type { AskWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import type { MarketNode } from '../../market/machines/marketNode.ts'
import type { ProviderMachine } from '../../market/machines/machinesOfProvider.ts'
import { describeProviderNode } from './describeProviderNode.ts'

const now = 1_800_000_000

test('shows a paused machine that was switched off as paused', () => {
  expect(stateOf({})).toBe('paused')
  expect(stateOf({ unavailable: 'lost' })).toBe('paused')
})

test('shows a machine that should respond as not responding', () => {
  // The five cases below, in this order: the machine's ask is open, its ask ended without a renewal, the machine was never listed, a lease runs on the machine,
  // a lease begins later.
  const open = { ask: {} as MarketNode['ask'] }
  expect(stateOf({ node: open })).toBe('suspect')
  expect(stateOf({ expiry: now })).toBe('suspect')
  expect(stateOf({ expiry: null })).toBe('suspect')
  expect(stateOf({ freeGpus: 1 })).toBe('suspect')
  expect(stateOf({ node: { taken: [{ fromHour: 1, toHour: 2, gpus: 1 }] } })).toBe('suspect')
})

test('keeps the other states', () => {
  expect(stateOf({ unavailable: null })).toBe('listed')
  expect(stateOf({ unavailable: 'full' })).toBe('rented')
  expect(stateOf({ unavailable: 'retired' })).toBe('retired')
  expect(stateOf({ unavailable: 'delisted' })).toBe('delisted')
})

type Change = {
  readonly unavailable?: ProviderMachine['unavailable']
  readonly freeGpus?: number
  readonly node?: Partial<MarketNode>
  /** The end of the newest ask in Unix seconds; null if the machine never had one. */
  readonly expiry?: number | null
}

function stateOf({ unavailable = 'suspect', freeGpus = 2, node = {}, expiry = now + 60 }: Change) {
  const own = { gpus: 2, ask: null, taken: [], ...node } as unknown as MarketNode
  const machine: ProviderMachine = { node: own, unavailable, freeGpus, pricePercentile: null, classMedianPrice: null }
  const latestAsk = expiry === null ? null : ({ expiry } as AskWire)
  return describeProviderNode(machine, { earnings: null, latestAsk, privateAsks: [], reading: null, maintenance: [], now }).state
}
