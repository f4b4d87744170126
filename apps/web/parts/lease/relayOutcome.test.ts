import type { LeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'
import { isExtending, isRelayUnderWay } from '#web/parts/lease/leaseState.ts'
import { relayOutcome, withRelay } from '#web/parts/lease/useLeaseRelay.ts'

const holder = `0x${'a'.repeat(40)}`
const relay = (state: 'queued' | 'sent' | 'mined' | 'failed') => ({ relayId: 'one', kind: 'extend' as const, state, code: null })
const leaseWith = (patch: Partial<LeaseWire>): LeaseWire => ({ ...fixtureLease({}), holder, relays: [], ...patch })
const longer = { kind: 'extend', end: fixtureStart + 7_200 } as const

test('an extension is done when the lease shows its new end, not when its message is sent', () => {
  const standing = (patch: Partial<LeaseWire>) => relayOutcome(leaseWith(patch), { wish: longer, relayId: 'one' })
  expect(standing({ relays: [relay('sent')] })).toEqual({ state: 'pending', code: null })
  expect(standing({ relays: [relay('mined')], endsAt: fixtureStart + 7_200 })).toEqual({ state: 'done', code: null })
})

test('counts a failure only for the message that failed', () => {
  const failed = { ...relay('failed'), code: 'lease.over' as const }
  expect(relayOutcome(leaseWith({ relays: [failed] }), { wish: longer, relayId: 'one' })).toEqual({ state: 'failed', code: 'lease.over' })
  expect(relayOutcome(leaseWith({ relays: [failed] }), { wish: longer, relayId: 'other' })).toEqual({ state: 'pending', code: null })
})

test('an end is done when the lease is over, and a transfer when the lease has its new holder', () => {
  const end = { wish: { kind: 'end', accept: false }, relayId: 'one' } as const
  expect([leaseWith({}), leaseWith({ state: 'ended' })].map((lease) => relayOutcome(lease, end).state)).toEqual(['pending', 'done'])
  const given = (to: string) => relayOutcome(leaseWith({}), { wish: { kind: 'giveAway', to }, relayId: 'one' }).state
  expect([given(holder.toUpperCase().replace('0X', '0x')), given(`0x${'b'.repeat(40)}`)]).toEqual(['done', 'pending'])
})

test('adds an accepted message to the lease, so that the page shows it before the next answer', () => {
  const lease = withRelay(leaseWith({ relays: [] }), { relayId: 'one', wish: { kind: 'extend', end: 9 } })
  expect([isRelayUnderWay(lease), isExtending(lease)]).toEqual([true, true])
  const ending = withRelay(leaseWith({ relays: [] }), { relayId: 'one', wish: { kind: 'end', accept: true } })
  expect([isRelayUnderWay(ending), isExtending(ending)]).toEqual([true, false])
  expect(withRelay(ending, { relayId: 'one', wish: { kind: 'end', accept: true } }).relays).toHaveLength(1)
})
