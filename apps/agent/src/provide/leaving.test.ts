import type { LeaseWire, ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { breakingCost } from './commands/removeMachine.ts'
import { farewellOf } from './farewellOf.ts'
import { whyNotRented } from './whyNotRented.ts'

const bond = { bonded: 100n, required: 60n, unbonding: 0n, releaseAt: 0n }

test('a node takes with it its own part of the bond, and what no other node needs of it', () => {
  const leave = (change: Partial<typeof bond>, isRetired = false) =>
    farewellOf({ bond: { ...bond, ...change }, requiredByNode: 20n, isRetired, balance: 7n, chainNow: 1_000 }).farewell
  expect(leave({})).toEqual({ unbond: 20n, takeReleased: false, withdraw: 7n })
  expect(leave({ bonded: 50n })).toMatchObject({ unbond: 10n })
  expect(leave({ bonded: 40n })).toMatchObject({ unbond: 0n })
  expect(leave({ required: 90n }, true)).toMatchObject({ unbond: 10n })
})

test('a waiting bond does not restart its wait; one that has waited is taken', () => {
  const leave = (releaseAt: bigint) =>
    farewellOf({ bond: { ...bond, unbonding: 5n, releaseAt }, requiredByNode: 20n, isRetired: false, balance: 0n, chainNow: 1_000 })
  expect(leave(1_001n)).toMatchObject({ farewell: { unbond: 0n, takeReleased: false }, lines: [expect.stringContaining('anew')] })
  expect(leave(1_000n).farewell).toMatchObject({ unbond: 20n, takeReleased: true })
})

test('breaking a lease off costs an hour of its price, never more than the bond, nothing for a spot lease refused at once', () => {
  const lease = (state: 'booked' | 'active', flags: number) =>
    ({ state, terms: { pricePerGpuSecond: '10', gpus: 2, flags, start: 100 } }) as Pick<LeaseWire, 'terms' | 'state'>
  expect(breakingCost(lease('active', 0), { now: 500, bonded: 10n ** 9n })).toBe(72_000n)
  expect(breakingCost(lease('active', 0), { now: 500, bonded: 5n })).toBe(5n)
  expect([220, 221].map((now) => breakingCost(lease('booked', 1), { now, bonded: 10n ** 9n }))).toEqual([0n, 72_000n])
  expect(breakingCost(lease('active', 1), { now: 110, bonded: 10n ** 9n })).toBe(72_000n)
})

test('why a machine is not rented: the gravest reason first, nothing where it is', () => {
  const nodeId = `0x${'1'.repeat(64)}`
  const agent = { ...{ pid: 1, version: '1', startedAt: 1, runtime: 'local' as const }, nodes: [{ nodeId, tunnelUp: false }], leases: [] }
  const provider = { bonded: '1', requiredBond: '2' } as ProviderWire
  const node = (state: string, pricePercentile: number | null = null) => ({ state, pricePercentile, tier: 1 }) as ProviderNodeWire
  expect(whyNotRented({ agent: null, provider: null, node: null, nodeId })).toEqual(['the agent does not run'])
  expect(whyNotRented({ agent, provider, node: node('delisted', 9_000), nodeId })).toEqual([
    expect.stringContaining('gateway'),
    expect.stringContaining('bond'),
    expect.stringContaining('operator'),
    expect.stringContaining('90 %'),
  ])
  const paused = { agent: { ...agent, nodes: [] }, provider: null, node: node('paused'), nodeId }
  expect(whyNotRented(paused)).toEqual([expect.stringContaining('you paused it')])
  expect(whyNotRented({ ...paused, isUnsigned: true })).toEqual([expect.stringContaining('ran out')])
  expect(whyNotRented({ agent, provider, node: node('rented'), nodeId })).toEqual([])
  expect(whyNotRented({ agent: { ...agent, nodes: [] }, provider: null, node: node('listed', 5_000), nodeId })).toEqual([])
})
