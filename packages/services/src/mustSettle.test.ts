import { describe, expect, it } from 'vitest'
import { mustSettle } from './mustSettle.ts'

const quiet = { amount: 100n, gasCost: 10n, isExiting: false, ageSeconds: 0, lockSeconds: 86_400 }

describe('the rule of settlement', () => {
  it('waits for 20 times the gas', () => {
    expect(mustSettle(quiet)).toBe(false)
    expect(mustSettle({ ...quiet, amount: 200n })).toBe(true)
    expect(mustSettle({ ...quiet, amount: 10n ** 30n, gasCost: null })).toBe(false)
  })

  it('settles each quarter of a lock and on an exit', () => {
    expect(mustSettle({ ...quiet, ageSeconds: 21_599 })).toBe(false)
    expect(mustSettle({ ...quiet, ageSeconds: 21_600 })).toBe(true)
    expect(mustSettle({ ...quiet, isExiting: true })).toBe(true)
  })

  it('never settles a claim that is worth less than its gas, also of a payer that exits', () => {
    const dust = { ...quiet, amount: 9n, ageSeconds: 10 ** 9, isExiting: true }
    expect(mustSettle(dust)).toBe(false)
    expect(mustSettle({ ...dust, amount: 10n })).toBe(true)
    expect(mustSettle({ ...dust, gasCost: null })).toBe(true)
  })

  it('never settles nothing', () => {
    expect(mustSettle({ ...quiet, amount: 0n, isExiting: true, ageSeconds: 10 ** 9 })).toBe(false)
  })
})
