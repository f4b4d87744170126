import { address } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { groupPoolCalls, type TriedPoolCall } from './poolCall.ts'

const pool = address('0x00000000000000000000000000000000000000aa')

describe('groupPoolCalls', () => {
  it('puts up to 16 signed calls in a transaction, and each deposit in its own, in their order', () => {
    const calls = [...many(17), call('deposit', { isDeposit: true }), ...many(2)]
    expect(groupPoolCalls(calls, pool).map(({ callIds }) => callIds.length)).toEqual([16, 1, 1, 2])
    expect(groupPoolCalls(calls, pool).flatMap(({ callIds }) => callIds)).toEqual(calls.map(({ callId }) => callId))
  })

  it('sends one signed call by itself, with the gas of its trial', () => {
    const [one] = many(1)
    expect(groupPoolCalls(many(1), pool)).toEqual([{ callIds: ['call 0'], call: one?.alone, gas: 100_000n }])
  })

  it('gives an expensive first call the part of the gas that it needs', () => {
    const [group] = groupPoolCalls([call('expensive', { gas: 640_000n }), ...many(3)], pool)
    // The pool divides the gas by the number of calls that remain, so the first of four gets a quarter.
    expect((group?.gas ?? 0n) / 4n).toBeGreaterThan(640_000n)
    const [later] = groupPoolCalls([...many(3), call('expensive', { gas: 640_000n })], pool)
    expect(later?.gas).toBeLessThan(group?.gas ?? 0n)
  })

  it('divides calls that are too expensive or too large for one transaction', () => {
    const expensive = Array.from({ length: 3 }, (_, at) => call(`gas ${at}`, { gas: 5_000_000n }))
    expect(groupPoolCalls(expensive, pool).map(({ callIds }) => callIds.length)).toEqual([2, 1])
    const large = Array.from({ length: 5 }, (_, at) => call(`size ${at}`, { letters: 50_000 }))
    expect(groupPoolCalls(large, pool).map(({ callIds }) => callIds.length)).toEqual([3, 2])
  })

  const many = (count: number) => Array.from({ length: count }, (_, at) => call(`call ${at}`))
})

function call(callId: string, { gas = 100_000n, letters = 2, isDeposit = false } = {}): TriedPoolCall {
  const data = `0x${'0'.repeat(letters)}` as const
  const terms = { account: pool, what: 'f()', maxSpend: 0n as never, nonce: 1n, expiry: 1n as never }
  return { callId, gas, alone: { to: pool, data }, signed: isDeposit ? null : { call: { ...terms, data }, signature: '0x' } }
}
