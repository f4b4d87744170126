import { describe, expect, test } from 'vitest'
import { transactionLabelOf } from '#web/parts/explorer/transactionLabelOf.ts'

const log = (name: string, args: Record<string, unknown> = {}) => ({ name, args: { name, ...args } })

describe('what a transaction did', () => {
  test('shows the most important event of a transaction and the amount moved', () => {
    const settled = [log('NonceUsed'), log('RelayFeePaid', { amount: '1' }), log('Settled', { leaseId: '7', escrow: '40' })]
    expect(transactionLabelOf(settled)).toMatchObject({ name: 'Settled', times: 1, leaseId: '7', amount: 40n })
    expect(transactionLabelOf([log('LeasePaid', { leaseId: '7', pay: '3' }), log('LeaseClosed', { leaseId: '7', pay: '5' })])).toMatchObject({
      name: 'LeaseClosed',
      amount: 5n,
    })
  })

  test('adds up the amounts of several leases in one transaction', () => {
    const two = [log('Settled', { leaseId: '7', escrow: '40' }), log('Settled', { leaseId: '8', escrow: '2' })]
    expect(transactionLabelOf(two)).toMatchObject({ name: 'Settled', times: 2, leaseId: null, amount: 42n })
  })

  test('shows the event name of a transaction without a translated label', () => {
    expect(transactionLabelOf([log('Administrative', { event: 'Dripped' })])).toMatchObject({ name: 'other', other: 'Dripped', amount: null })
    expect(transactionLabelOf([log('Administrative', { event: 'Anchored' })])).toMatchObject({ name: 'Anchored', times: 1, amount: null })
    expect(transactionLabelOf([])).toMatchObject({ name: 'other', other: '', amount: null })
  })

  test('shows no amount if the argument is not a number', () => {
    expect(transactionLabelOf([log('Deposited', { account: '0xa', amount: 'x' })])).toMatchObject({ account: '0xa', amount: 0n })
  })
})
