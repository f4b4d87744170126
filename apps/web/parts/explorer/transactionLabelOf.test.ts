import {
  type ChainEvent,
  classCatalogAbi,
  directoryAbi,
  leaseTokenAbi,
  marketAbi,
  nodeRegistryAbi,
  serviceLedgerAbi,
  stakeVaultAbi,
} from '@infinitio/chain'
import { describe, expect, test } from 'vitest'
import en from '#web/messages/en.json' with { type: 'json' }
import zh from '#web/messages/zh.json' with { type: 'json' }
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

describe('the events of the followed contracts', () => {
  /** Fails to compile if an event of the follower has no label. */
  const isLabelled: Exclude<ChainEvent['name'], 'Administrative'> extends ReturnType<typeof transactionLabelOf>['name'] ? true : false = true

  test('have a label in both languages, also those that change no table', () => {
    expect(isLabelled).toBe(true)
    const isNamed = (event: string) => transactionLabelOf([log('Administrative', { event })]).name !== 'other'
    const followed = [marketAbi, leaseTokenAbi, nodeRegistryAbi, classCatalogAbi, stakeVaultAbi, directoryAbi].flatMap(eventsOf)
    expect(followed.filter((name) => !isNamed(name))).toEqual([])
    // The follower gives some events of the service ledger a name that no other contract has: `BondAdded` is `ServiceBondAdded`.
    const ledger = eventsOf(serviceLedgerAbi).map((name) => [name, `Service${name}`, `Pot${name}`, `Channels${name}`])
    expect(ledger.filter((names) => !names.some(isNamed))).toEqual([])
    expect(Object.keys(zh.explorer.deed)).toEqual(Object.keys(en.explorer.deed))
    expect(Object.entries(zh.explorer.deed).filter(([key, text]) => key !== 'other' && !/\p{Script=Han}/u.test(text))).toEqual([])
  })
})

function eventsOf(abi: readonly { readonly type: string; readonly name?: string }[]): string[] {
  return abi.flatMap(({ type, name }) => (type === 'event' && name !== undefined ? [name] : []))
}
