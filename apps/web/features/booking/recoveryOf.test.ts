import { isErrorCode } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { recoveryOf } from '#web/features/booking/recoveryOf.ts'

describe('recoveryOf', () => {
  test('offers a deposit when the balance is too small', () => {
    expect(recoveryOf('account.insufficient_balance')[0]).toBe('deposit')
  })

  test('offers to hold again when the hold ran out or the price moved', () => {
    expect(recoveryOf('hold.expired')[0]).toBe('holdAgain')
    expect(recoveryOf('order.price_moved')[0]).toBe('holdAgain')
  })

  test('leads to the live hold when the account has one', () => {
    expect(recoveryOf('hold.one_at_a_time')[0]).toBe('liveHold')
  })

  test('offers to rent without a hold when no more holds can be made', () => {
    expect(recoveryOf('hold.hourly_limit')[0]).toBe('rentNow')
    expect(recoveryOf('hold.one_at_a_time')).toContain('rentNow')
  })

  test('offers other nodes when this one was taken', () => {
    expect(recoveryOf('order.node_taken')).toContain('otherNode')
    expect(recoveryOf('order.nothing_fits')[0]).toBe('otherNode')
  })

  test('offers no new hold and no other machine for a fault of the market itself', () => {
    for (const code of ['api.database_unavailable', 'chain.rpc_unavailable', 'market.halted']) {
      expect(isErrorCode(code)).toBe(true)
      expect(recoveryOf(code)).toEqual(['signAgain'])
    }
  })

  test('always offers something', () => {
    expect(recoveryOf('node.unknown')).toEqual(['signAgain', 'otherNode'])
    expect(recoveryOf('chain.paused').length).toBeGreaterThan(0)
    expect(recoveryOf('auth.signature_expired')[0]).toBe('signAgain')
  })

  test('knows only codes of the error table', () => {
    for (const code of ['hold.expired', 'order.price_moved', 'order.node_taken', 'account.insufficient_balance', 'node.silent'])
      expect(isErrorCode(code)).toBe(true)
  })
})
