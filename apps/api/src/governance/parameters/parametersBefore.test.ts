import { boundedParameters } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { parametersBefore } from './parameterSource.ts'

const txHash = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const set = (name: string, tx: string, ...values: bigint[]) => ({ name, blockNumber: 1n, at: 1, txHash: txHash(tx), values })

test('returns the value set before, else the value at creation, and nothing for other parameters', () => {
  const sets = [
    set('fee', '1', 25n),
    set('shares', '2', 6_000n, 3_000n),
    set('fee', '2', 30n),
    // Transaction 3 set the fee twice. The value before the transaction is the value before its first event.
    set('fee', '3', 31n),
    set('fee', '3', 32n),
    set('shares', '3', 7_000n, 1_000n),
  ]
  expect(Object.fromEntries(parametersBefore(sets, txHash('1')))).toEqual({})
  expect(Object.fromEntries(parametersBefore(sets, txHash('2')))).toEqual({ feeBps: 25n, burnBps: 5_000n, treasuryBps: 2_500n })
  expect(Object.fromEntries(parametersBefore(sets, txHash('3')))).toEqual({ feeBps: 30n, burnBps: 6_000n, treasuryBps: 3_000n })
  expect(parametersBefore(sets, txHash('4')).size).toBe(0)
})

test('each parameter with values at creation has one for each of its values', () => {
  for (const { values, atCreation } of boundedParameters) expect([values.length, undefined]).toContain(atCreation?.length)
})
