import type { LeaseWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { endSteps, extendable, extendSteps, extensionBlock, laterStart, togetherLimit } from '#web/features/clusters/togetherTerms.ts'
import { sendEach } from '#web/features/clusters/useTogether.ts'
import { fixtureLease, fixturePrice, fixtureStart } from '#web/parts/lease/fixtureLease.ts'

const lease = (leaseId: string, patch: Parameters<typeof fixtureLease>[0] & { readonly relays?: LeaseWire['relays'] } = {}): LeaseWire => {
  const { relays = [], ...rest } = patch
  return { ...fixtureLease(rest), leaseId, relays, lost: null, relayFee: '0' }
}
const waiting: LeaseWire['relays'] = [{ relayId: 'r', kind: 'end', state: 'queued', code: null }]
const halfTime = fixtureStart + 10 + 1_800
/** Two GPUs for a second, with the fee of 0.25 % that the renter pays. */
const perSecond = 2n * fixturePrice

describe('ending a cluster', () => {
  test('ends running leases and cancels those that are not ready, each with its cost and refund', () => {
    const steps = endSteps([lease('1'), lease('2', { state: 'booked', ready: null })], halfTime)
    expect(steps.map(({ lease: { leaseId }, wish, isFree }) => [leaseId, wish, isFree])).toEqual([
      ['1', { kind: 'end', accept: true }, false],
      ['2', { kind: 'cancel' }, true],
    ])
    const [running, booked] = steps
    const pay = 1_800n * perSecond
    expect(running?.cost).toBe(pay + (pay * 25n) / 10_000n)
    expect((running?.cost ?? 0n) + (running?.refund ?? 0n)).toBe(7_218_000n)
    expect([booked?.cost, booked?.refund]).toEqual([0n, 7_218_000n])
  })

  test('costs nothing within the trial', () => {
    const [step] = endSteps([lease('1', { trialSeconds: 3_600 })], fixtureStart + 20)
    expect(step).toMatchObject({ cost: 0n, isFree: true })
  })

  test('leaves out leases that are over, and those with a message that is on its way', () => {
    expect(endSteps([lease('1', { state: 'closed' }), lease('2', { state: 'ended' }), lease('3', { relays: waiting })], halfTime)).toEqual([])
  })
})

describe('extending a cluster', () => {
  test('gives all running leases one end, up to the lowest limit', () => {
    const leases = [
      lease('1'),
      lease('2', { endsAt: fixtureStart + 1_800 }),
      lease('3', { state: 'booked', ready: null }),
      lease('4', { relays: waiting }),
    ]
    const running = extendable(leases)
    expect(running.map(({ leaseId }) => leaseId)).toEqual(['1', '2'])
    const { lastEnd, secondsLeft } = togetherLimit(running, halfTime)
    expect([lastEnd, secondsLeft]).toEqual([fixtureStart + 3_600, 86_400 - 3_600])
    const steps = extendSteps(running, lastEnd + 600)
    expect(steps.map(({ price, wish }) => [price.seconds, price.price, wish])).toEqual([
      [600, 600n * perSecond, { kind: 'extend', end: lastEnd + 600 }],
      [2_400, 2_400n * perSecond, { kind: 'extend', end: lastEnd + 600 }],
    ])
    expect(steps.map(({ price }) => price.escrow - price.price > 0n)).toEqual([true, true])
  })

  test('leaves out a lease that already ends at the common end, so that nobody extends it twice', () => {
    const end = fixtureStart + 7_200
    expect(extendSteps([lease('1', { endsAt: end }), lease('2')], end).map((step) => [step.lease.leaseId, step.wish])).toEqual([
      ['2', { kind: 'extend', end }],
    ])
  })

  test('is not possible without a running lease', () => {
    expect(togetherLimit([], halfTime)).toEqual({ lastEnd: 0, secondsLeft: 0 })
  })
})

test('asks for no further signature after the dialog was closed', async () => {
  const sent: string[] = []
  const counts: number[] = []
  await sendEach(extendSteps([lease('1'), lease('2'), lease('3')], fixtureStart + 7_200), {
    send: async ({ lease: { leaseId } }) => void sent.push(leaseId),
    isShown: () => sent.length < 2,
    onEach: (count) => void counts.push(count),
  })
  expect(sent).toEqual(['1', '2'])
  expect(counts).toEqual([1, 2])
})

describe('a cluster before its start', () => {
  const later = (leaseId: string, patch: Parameters<typeof lease>[1] = {}) => lease(leaseId, { state: 'booked', ready: null, ...patch })
  const before = fixtureStart - 60

  test('starts when its first lease does, while no lease has begun', () => {
    expect(laterStart([later('1'), later('2')], before)).toBe(fixtureStart)
    expect(laterStart([later('1'), later('2')], fixtureStart)).toBeNull()
    expect(laterStart([later('1'), lease('2')], before)).toBeNull()
    expect(laterStart([], before)).toBeNull()
  })

  test('cannot be extended before its start, while messages are on their way, and without its machines', () => {
    expect(extensionBlock([later('1'), later('2')])).toBe('later')
    expect(extensionBlock([later('1', { relays: waiting }), later('2')])).toBe('sending')
    expect(extensionBlock([{ ...lease('1'), lost: { since: 1, at: 2 } }])).toBe('lost')
    expect(extensionBlock([lease('1'), later('2')])).toBeNull()
  })
})
