import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActualLease } from './actualLease.ts'
import type { DesiredLease } from './desiredLease.ts'
import { type LeaseAction, reconcile } from './reconcile.ts'

const ids = fc.integer({ min: 1, max: 6 }).map(String)
const seconds = fc.integer({ min: 900, max: 5_000 })
const hashes = fc.constantFrom('0xone', '0xtwo')
const unsigned = { leaseId: '7', renterKey: '0x', node: '0x', nodeKey: '0x', expiry: 1, signature: '0x' }
const node = `0x${'1'.repeat(64)}`
const disks: fc.Arbitrary<DesiredLease['disk']> = fc.option(
  fc.record({
    snapshot: fc.option(fc.constant({ snapshotId: 'one', order: unsigned, mostBytes: 1 })),
    restore: fc.option(fc.constant({ snapshotId: 'two', sealedKey: { box: '0x', commitment: '0x' }, parts: 1, storedBytes: 1, diskBytes: 1 })),
    paused: fc.boolean(),
  }),
)
const desiredLease: fc.Arbitrary<DesiredLease> = fc.record({
  leaseId: ids,
  orderHash: fc.constant('0xorder'),
  nodeId: fc.constant(node),
  state: fc.constantFrom('booked', 'active', 'lost'),
  startSeconds: fc.constant(1_000),
  endSeconds: seconds,
  workloadHash: hashes,
  gpus: fc.constant(1),
  hasSecrets: fc.boolean(),
  renter: fc.constant('0xrenter'),
  disk: disks,
})
const actualLease: fc.Arbitrary<ActualLease> = fc.record({
  leaseId: ids,
  orderHash: fc.constant('0xorder'),
  nodeId: fc.constant(node),
  phase: fc.constantFrom('preparing', 'prepared', 'removing'),
  startSeconds: fc.constant(1_000),
  endSeconds: seconds,
  workloadHash: hashes,
  toldEndSeconds: fc.option(seconds),
  readySignedAtSeconds: fc.option(seconds),
  image: fc.constantFrom('none', 'wanted', 'here', 'failed'),
  secrets: fc.constantFrom('none', 'wanted', 'asked', 'here'),
  restore: fc.constantFrom('none', 'wanted', 'coming', 'unpacked', 'here', 'failed'),
  still: fc.boolean(),
  snapshotId: fc.constantFrom(null, 'one'),
  script: fc.constantFrom<ActualLease['script'][]>('none', 'waiting', 'starting', { pid: 5, startTicks: '9' }),
})
const distinct = { selector: (lease: { leaseId: string }) => lease.leaseId }
const desireds = fc.uniqueArray(desiredLease, distinct)
const actuals = fc.uniqueArray(actualLease, distinct)

describe('reconcile, for any leases at any time', () => {
  test('reaches a state without further steps in a few passes', () => {
    fc.assert(
      fc.property(desireds, actuals, seconds, (desired, actual, nowSeconds) => {
        let state = actual
        for (let pass = 0; pass < 8; pass += 1) {
          const actions = reconcile({ desired, actual: state, nowSeconds })
          if (actions.length === 0) return
          state = actions.reduce((leases, action) => applied(leases, action, nowSeconds), state)
        }
        expect(reconcile({ desired, actual: state, nowSeconds })).toEqual([])
      }),
    )
  })

  test('never prepares a lease that exists, and never removes and serves a lease in one pass', () => {
    fc.assert(
      fc.property(desireds, actuals, seconds, (desired, actual, nowSeconds) => {
        const actions = reconcile({ desired, actual, nowSeconds })
        const removed = new Set(actions.flatMap((action) => (action.kind === 'remove' ? [action.leaseId] : [])))
        for (const action of actions) {
          if (action.kind === 'remove') continue
          const leaseId = action.kind === 'prepare' ? action.lease.leaseId : action.leaseId
          expect(removed.has(leaseId)).toBe(false)
          if (action.kind === 'prepare') expect(actual.find((lease) => lease.leaseId === leaseId)?.phase ?? 'preparing').toBe('preparing')
        }
      }),
    )
  })

  test('only gives stop notices to unexpired leases while the market does not respond', () => {
    fc.assert(
      fc.property(actuals, seconds, (actual, nowSeconds) => {
        for (const action of reconcile({ desired: null, actual, nowSeconds })) {
          const lease = actual.find((one) => action.kind !== 'prepare' && one.leaseId === action.leaseId)
          if (action.kind === 'tellEnd') {
            expect((lease?.endSeconds ?? 0) - nowSeconds).toSatisfy((left: number) => left > 0 && left <= 60)
            continue
          }
          expect(action.kind).toBe('remove')
          expect(lease?.phase === 'removing' || (lease?.endSeconds ?? 0) <= nowSeconds).toBe(true)
        }
      }),
    )
  })

  test('wipes a lost lease immediately and does nothing else for it', () => {
    fc.assert(
      fc.property(desireds, actuals, seconds, (desired, actual, nowSeconds) => {
        const lost = new Set(desired.flatMap(({ state, leaseId }) => (state === 'lost' ? [leaseId] : [])))
        const actions = reconcile({ desired, actual, nowSeconds })
        const idOf = (action: LeaseAction) => (action.kind === 'prepare' ? action.lease.leaseId : action.leaseId)
        for (const action of actions) if (lost.has(idOf(action))) expect(action.kind).toBe('remove')
        for (const { leaseId } of actual) if (lost.has(leaseId)) expect(actions.filter((action) => idOf(action) === leaseId)).toHaveLength(1)
      }),
    )
  })

  test("starts a script only from 'waiting', after its image, its secrets and its disk", () => {
    fc.assert(
      fc.property(desireds, actuals, seconds, (desired, actual, nowSeconds) => {
        for (const action of reconcile({ desired, actual, nowSeconds })) {
          if (action.kind === 'startScript')
            expect(actual.find((lease) => lease.leaseId === action.leaseId)).toMatchObject({
              script: 'waiting',
              image: expect.stringMatching(/^(none|here)$/),
              secrets: expect.stringMatching(/^(none|here)$/),
              restore: expect.stringMatching(/^(none|here)$/),
            })
        }
      }),
    )
  })
})

function applied(leases: ActualLease[], action: LeaseAction, nowSeconds: number): ActualLease[] {
  const change = (leaseId: string, what: Partial<ActualLease>) => leases.map((lease) => (lease.leaseId === leaseId ? { ...lease, ...what } : lease))
  switch (action.kind) {
    case 'prepare': {
      const { state: _state, hasSecrets: _hasSecrets, renter: _renter, disk: _disk, ...facts } = action.lease
      const fresh: ActualLease = {
        ...facts,
        phase: 'prepared',
        toldEndSeconds: null,
        readySignedAtSeconds: null,
        image: 'wanted',
        secrets: 'wanted',
        script: 'waiting',
        restore: 'wanted',
        still: false,
        snapshotId: null,
      }
      return [...leases.filter((lease) => lease.leaseId !== action.lease.leaseId), fresh]
    }
    case 'signReady':
      return change(action.leaseId, { readySignedAtSeconds: nowSeconds })
    case 'bringImage':
      return change(action.leaseId, { image: 'here' })
    case 'openSecrets':
      return change(action.leaseId, { secrets: 'here' })
    case 'askForSecrets':
      return change(action.leaseId, { secrets: 'asked' })
    case 'restoreDisk':
      return change(action.leaseId, { restore: 'unpacked' })
    case 'tellRestored':
      return change(action.leaseId, { restore: 'here' })
    case 'takeSnapshot':
      return change(action.leaseId, { snapshotId: action.task.snapshotId })
    case 'goOn':
      return change(action.leaseId, { still: false })
    case 'startScript':
      return change(action.leaseId, { script: { pid: 5, startTicks: '9' } })
    case 'updateEnd':
      return change(action.leaseId, { endSeconds: action.endSeconds })
    case 'tellEnd':
      return change(action.leaseId, { toldEndSeconds: action.endSeconds })
    case 'remove':
      return leases.filter((lease) => lease.leaseId !== action.leaseId)
  }
}
