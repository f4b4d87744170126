import { pTokenUnits } from '@infinitio/domain'
import type { NodeSigningWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { planFleetChange, type WantedChange } from './planFleetChange.ts'

const now = 1_000_000
const mandate = { minPricePerGpuSecond: '100', maxDurationSeconds: 3_600, until: now + 60, availableUntil: now + 60 } as NodeSigningWire['mandate']
const wanted = (change: { act?: WantedChange['act']; price?: bigint; node?: object } = {}): WantedChange => ({
  node: { node: 'a', state: 'listed', lastSeenAt: now - 5, latestAsk: { maxDurationSeconds: 3_600 }, ...change.node } as never,
  act: change.act ?? 'price',
  pricePerGpuSecond: pTokenUnits(change.price ?? 150n),
})
const reasonOf = (change: WantedChange, signing: Partial<NodeSigningWire> | null = { by: 'mandate', mandate }) => {
  const nodes = signing === null ? [] : [{ node: 'a', by: 'mandate', mandate: null, ...signing } as NodeSigningWire]
  const plan = planFleetChange([change], { nodes, chainNow: now }, { nowSeconds: now })
  return plan.byWallet[0]?.why ?? null
}

describe('a plan for one signature', () => {
  test('leaves a change to a machine with a mandate that allows it, or with the wallet on it', () => {
    expect(reasonOf(wanted())).toBeNull()
    expect(reasonOf(wanted({ price: 1n }), { by: 'wallet' })).toBeNull()
  })

  test.each([
    ['offline', wanted({ node: { lastSeenAt: now - 61 } }), undefined],
    ['offline', wanted({ node: { lastSeenAt: null } }), undefined],
    ['offline', wanted({ node: { state: 'lost' } }), undefined],
    ['noReport', wanted(), null],
    ['noMandate', wanted(), { by: 'none' }],
    ['mandateEnded', wanted(), { by: 'mandate', mandate: { ...mandate, until: now } }],
    ['priceTooLow', wanted({ price: 99n }), undefined],
    ['leaseTooLong', wanted({ node: { latestAsk: { maxDurationSeconds: 3_601 } } }), undefined],
  ] as const)('names a machine that is %s', (why, change, signing) => {
    expect(reasonOf(change, signing as Partial<NodeSigningWire> | null | undefined)).toBe(why)
  })

  test('leaves a pause to each machine that answers, also without a mandate', () => {
    expect(reasonOf(wanted({ act: 'pause', price: 0n }), { by: 'none' })).toBeNull()
    expect(reasonOf(wanted({ act: 'pause', price: 0n, node: { state: 'suspect' } }), { by: 'none' })).toBe('offline')
  })
})
