import type { RelayStanding } from '@infinitio/db'
import { pTokenUnits } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { judgeRelay } from './judgeRelay.ts'
import type { RelayRules } from './relayRules.ts'

const rules: RelayRules = {
  ...{ relayFee: pTokenUnits(5n), leastBalance: pTokenUnits(100n), accountBudget: 3, totalBudget: 10 },
  ...{ poolAccountBudget: 0, poolTotalBudget: 0 },
}
/** An account that never had anything in the market: no balance, lease, order or deposit. */
const fresh: RelayStanding = {
  ...{ balance: 0n, hasLease: false, hasOrder: false, cancelsLive: false },
  ...{ hadDeposit: false, depositComes: false, hadAuthorize: false, unpaidOfAccount: 0, unpaidInAll: 0 },
}
const notCovered = { rejected: 'account.relay_not_covered' }
const usedUp = (whose: string) => ({ rejected: 'account.relay_budget_used', detail: whose })

describe('judgeRelay', () => {
  test('refuses a relay of an account with nothing, whatever fee it signs', () => {
    expect(judge('cancelAsk', {})).toEqual(notCovered)
    expect(judge('cancelBid', {}, { fee: 5n })).toEqual(notCovered)
  })

  test.each<[string, Partial<RelayStanding>]>([
    ['a lease', { hasLease: true }],
    ['an order', { hasOrder: true }],
    ['a deposit on its way', { depositComes: true }],
    ['the least balance', { balance: 100n }],
  ])('accepts a relay without a fee from an account with %s', (_what, standing) => {
    expect(judge('revoke', standing)).toBe('total')
  })

  test('refuses a relay without a fee from an account whose balance is one unit below the least', () => {
    expect(judge('revoke', { balance: 99n })).toEqual(notCovered)
  })

  test('counts PToken in the wallet only for the first deposit and the first authorisation after it', () => {
    expect(judge('deposit', {}, { wallet: 100n })).toBe('total')
    expect(judge('deposit', {}, { wallet: 99n })).toEqual(notCovered)
    expect(judge('deposit', { hadDeposit: true }, { wallet: 100n })).toEqual(notCovered)
    expect(judge('authorize', { hadDeposit: true }, { wallet: 100n })).toBe('total')
    expect(judge('authorize', { hadDeposit: true, hadAuthorize: true }, { wallet: 100n })).toEqual(notCovered)
    expect(judge('cancelAsk', {}, { wallet: 100n })).toEqual(notCovered)
  })

  test('accepts a free cancellation from an account whose money is all in escrow, also with the total budget used up', () => {
    const escrowed = { balance: 0n, hasLease: true, cancelsLive: true, unpaidInAll: 10 }
    expect(judge('cancelBid', escrowed)).toBe('account')
    expect(judge('cancelBid', { ...escrowed, unpaidOfAccount: 3 })).toEqual(usedUp('of this account'))
  })

  test('accepts a relay that pays its cost, also with both budgets used up', () => {
    const full = { balance: 5n, unpaidOfAccount: 3, unpaidInAll: 10 }
    expect(judge('cancelAsk', full, { fee: 5n })).toBe('none')
    expect(judge('cancelAsk', { ...full, balance: 4n, hasLease: true }, { fee: 5n })).toEqual(usedUp('of this account'))
    expect(judge('cancelAsk', { ...full, hasLease: true, unpaidOfAccount: 0 }, { fee: 4n })).toEqual(usedUp('of all accounts'))
  })

  test('asks a withdrawal to pay also for each free relay that its account had that day', () => {
    const rich = { balance: 1_000n, unpaidOfAccount: 2 }
    expect(judge('withdraw', rich, { fee: 14n })).toEqual({ rejected: 'account.relay_fee_too_low', detail: 'relayFee 14, needed 15' })
    expect(judge('withdraw', rich, { fee: 15n })).toBe('none')
  })
})

function judge(
  kind: RelayRequestWire['kind'],
  standing: Partial<RelayStanding>,
  { fee = 0n, wallet = null }: { fee?: bigint; wallet?: bigint | null } = {},
) {
  const relay = { kind, relayFee: fee.toString(), amount: '100' } as RelayRequestWire
  return judgeRelay({ relay, standing: { ...fresh, ...standing }, wallet }, rules)
}
