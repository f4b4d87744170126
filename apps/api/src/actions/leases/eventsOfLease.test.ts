import type { LeaseLogRow, LeaseRelayRow } from '@infinitio/db'
import { type LeaseEventWire, leaseEventWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { eventsOfLease } from './eventsOfLease.ts'

const hash = `0x${'a'.repeat(64)}`
const [owner, heir, nobody] = ['1', '2', '0'].map((digit) => `0x${digit.repeat(40)}`) as [string, string, string]

/** Each row has a chain event with its arguments, and the form in which the API shows the event. The form is null if the API leaves the event out. */
const said: readonly (readonly [name: string, args: object, detail: LeaseEventWire['detail'] | null])[] = [
  ['Settled', { escrow: '7218000', relayFee: '5', terms: { gpus: 2 } }, { event: 'settled', escrow: '7218000' }],
  ['LeaseReady', { readyAt: '110' }, { event: 'ready', readyAt: 110 }],
  ['LeaseExtended', { end: '900', durationSeconds: '800', escrowAdded: '17', relayFee: '5' }, { event: 'extended', end: 900, escrowAdded: '17' }],
  ['LeaseCredited', { creditSeconds: '60', totalSeconds: '360', refund: '0' }, { event: 'credited', seconds: 60, refund: '0' }],
  ['LeaseTokenised', { owner }, { event: 'tokenised', owner }],
  ['LeaseTokenMoved', { from: nobody, to: owner }, null],
  ['LeaseTokenMoved', { from: owner, to: heir }, { event: 'moved', owner: heir }],
  ['LeaseTokenMoved', { from: heir, to: nobody }, { event: 'moved', owner: null }],
  ['CompensationPaid', { to: heir, amount: '12' }, { event: 'compensated', amount: '12' }],
  ['LeasePaid', { paidSeconds: '70', pay: '1000', renterFee: '2', providerFee: '3' }, { event: 'paid', providerGets: '997' }],
  ['LeaseEnded', { end: '500', accepted: true, reason: 'time_up', refund: '8' }, { event: 'ended', end: 500, reason: 'time_up', refund: '8' }],
  ['LeaseClosed', { reason: 'time_up', pay: '1000', renterFee: '2', providerFee: '3', refund: '9' }, { event: 'closed', pay: '1000', refund: '9' }],
  ['Anchored', {}, null],
]

test('returns each chain event with its values, each mint once, and pending relays by kind', () => {
  const logs = said.map(
    ([name, args], index): LeaseLogRow => ({ name, args: JSON.stringify(args), txHash: hash, blockNumber: 7n, at: BigInt(index), final: index < 2 }),
  )
  const relay = { relayId: 'x', leaseId: 1n, code: null, txHash: null, minedBlock: null, createdAt: new Date(99_000) }
  const relays: readonly LeaseRelayRow[] = [
    { ...relay, kind: 'noShow', state: 'sent' },
    { ...relay, kind: 'end', state: 'mined' },
  ]
  const events = eventsOfLease({ logs, relays, changes: [] })
  expect(events.map(({ detail }) => detail)).toEqual([
    { event: 'relay', relay: 'noShow' },
    ...said.flatMap(([, , detail]) => (detail === null ? [] : [detail])).toReversed(),
  ])
  // The answer must contain no other fields than the schema's.
  expect(events.map((event) => leaseEventWire.parse(event))).toEqual(events)
})

test('lists each change of SSH keys and ports at its time, with the number of keys', () => {
  const log = { name: 'LeaseReady', args: '{"readyAt":"110"}', txHash: hash, blockNumber: 7n, final: true }
  const changes = [
    { number: 2, signer: owner, sshKeys: 2, ports: [], at: 150n },
    { number: 3, signer: owner, sshKeys: 1, ports: [8_888], at: 150n },
  ]
  const events = eventsOfLease({ logs: [100n, 200n].map((at) => ({ ...log, at })), relays: [], changes })
  expect(events.map(({ kind, at }) => [kind, at])).toEqual([
    ['ready', 200],
    ['access', 150],
    ['access', 150],
    ['ready', 100],
  ])
  expect(events[1]).toMatchObject({ txHash: null, detail: { event: 'access', number: 3, sshKeys: 1, ports: [8_888] } })
  expect(events[2]).toMatchObject({ detail: { event: 'access', number: 2, sshKeys: 2, ports: [] } })
  expect(events.map((event) => leaseEventWire.parse(event))).toEqual(events)
})
