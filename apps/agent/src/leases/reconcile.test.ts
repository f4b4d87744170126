import { describe, expect, test } from 'vitest'
import type { ActualLease } from './actualLease.ts'
import type { DesiredLease } from './desiredLease.ts'
import { type LeaseAction, reconcile } from './reconcile.ts'

const node = `0x${'1'.repeat(64)}`

describe('reconcile', () => {
  const table: { promise: string; desired: DesiredLease[] | null; actual: ActualLease[]; now?: number; does: LeaseAction[] }[] = [
    { promise: 'prepares a lease that is wanted and not here', desired: [want()], actual: [], does: [{ kind: 'prepare', lease: want() }] },
    { promise: 'does nothing about a lease whose time has not come', desired: [want({ startSeconds: 2_000 })], actual: [], does: [] },
    { promise: 'does not begin a lease whose time is up', desired: [want()], actual: [], now: 5_000, does: [] },
    { promise: 'does not begin a booked lease after the grace for Ready', desired: [want()], actual: [], now: 1_601, does: [] },
    {
      promise: 'begins an active lease late: this machine was away',
      desired: [want({ state: 'active' })],
      actual: [],
      now: 1_700,
      does: [{ kind: 'prepare', lease: want({ state: 'active' }) }],
    },
    {
      promise: 'goes on preparing what a kill interrupted',
      desired: [want()],
      actual: [have({ phase: 'preparing' })],
      does: [{ kind: 'prepare', lease: want() }],
    },
    { promise: 'signs Ready as soon as the sandbox is up', desired: [want()], actual: [have()], does: [{ kind: 'signReady', leaseId: '7' }] },
    { promise: 'signs no second Ready at once', desired: [want()], actual: [have({ readySignedAtSeconds: 990 })], does: [] },
    {
      promise: 'signs Ready again while the chain has not taken it',
      desired: [want()],
      actual: [have({ readySignedAtSeconds: 950 })],
      does: [{ kind: 'signReady', leaseId: '7' }],
    },
    { promise: 'signs no Ready for an active lease', desired: [want({ state: 'active' })], actual: [have()], does: [] },
    {
      promise: 'starts the script once Ready was handed over',
      desired: [want()],
      actual: [have({ readySignedAtSeconds: 990, script: 'waiting' })],
      does: [{ kind: 'startScript', leaseId: '7' }],
    },
    {
      promise: 'never starts a script again that may have been started before a kill',
      desired: [want({ state: 'active' })],
      actual: [have({ script: 'starting' })],
      does: [],
    },
    {
      promise: 'follows a new end',
      desired: [want({ state: 'active', endSeconds: 3_000 })],
      actual: [have()],
      does: [{ kind: 'updateEnd', leaseId: '7', endSeconds: 3_000 }],
    },
    {
      promise: 'removes a lease the market no longer wants',
      desired: [],
      actual: [have()],
      does: [{ kind: 'remove', leaseId: '7', reason: 'ended' }],
    },
    {
      promise: 'removes a lease whose time is up, whatever the market says',
      desired: [want({ state: 'active' })],
      actual: [have()],
      now: 4_600,
      does: [{ kind: 'remove', leaseId: '7', reason: 'time_up' }],
    },
    { promise: 'keeps everything while the market cannot be asked', desired: null, actual: [have()], does: [] },
    {
      promise: 'removes what is over by its own end while the market cannot be asked',
      desired: null,
      actual: [have()],
      now: 4_600,
      does: [{ kind: 'remove', leaseId: '7', reason: 'time_up' }],
    },
    {
      promise: 'goes on wiping what a kill interrupted',
      desired: null,
      actual: [have({ phase: 'removing' })],
      does: [{ kind: 'remove', leaseId: '7', reason: 'ended' }],
    },
    {
      promise: 'removes a lease of an earlier chain that has the same number',
      desired: [want({ workloadHash: '0xother' })],
      actual: [have()],
      does: [{ kind: 'remove', leaseId: '7', reason: 'replaced' }],
    },
    {
      promise: 'wipes a lease that was lost with this node, however much time it had',
      desired: [want({ state: 'lost' })],
      actual: [have({ readySignedAtSeconds: 990, script: 'waiting' })],
      does: [{ kind: 'remove', leaseId: '7', reason: 'lost' }],
    },
    { promise: 'begins nothing of a lease that was lost', desired: [want({ state: 'lost' })], actual: [], does: [] },
    {
      promise: 'does not take the loss of an earlier lease of the same number for its own',
      desired: [want({ state: 'lost', workloadHash: '0xother' })],
      actual: [have()],
      does: [{ kind: 'remove', leaseId: '7', reason: 'replaced' }],
    },
    {
      promise: 'brings an image of its own once Ready was handed over, and only then',
      desired: [want()],
      actual: [have({ image: 'wanted', script: 'waiting', readySignedAtSeconds: 990 })],
      does: [{ kind: 'bringImage', leaseId: '7' }],
    },
    {
      promise: 'starts no script while the image comes, nor in another one when it failed',
      desired: [want(), want({ leaseId: '8' })],
      actual: [
        have({ image: 'coming', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '8', image: 'failed', script: 'waiting', readySignedAtSeconds: 990 }),
      ],
      does: [],
    },
    {
      promise: 'opens secrets as soon as they are there, also before Ready, and starts no script before',
      desired: [want({ hasSecrets: true }), want({ leaseId: '8', hasSecrets: true })],
      actual: [
        have({ secrets: 'wanted', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '8', secrets: 'asked', script: 'waiting' }),
      ],
      does: [
        { kind: 'openSecrets', leaseId: '7' },
        { kind: 'signReady', leaseId: '8' },
        { kind: 'openSecrets', leaseId: '8' },
      ],
    },
    {
      promise: 'says once, after Ready, that a lease waits for its secrets, and then waits',
      desired: [want(), want({ leaseId: '8' }), want({ leaseId: '9' })],
      actual: [
        have({ secrets: 'wanted', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '8', secrets: 'asked', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '9', secrets: 'here', script: 'waiting', readySignedAtSeconds: 990 }),
      ],
      does: [
        { kind: 'askForSecrets', leaseId: '7' },
        { kind: 'startScript', leaseId: '9' },
      ],
    },
    {
      promise: 'unpacks a disk after Ready, when its image is settled and the key is here, and starts no script before',
      desired: [want({ disk: begins() }), want({ leaseId: '8', disk: begins({ sealedKey: null }) }), want({ leaseId: '9', disk: begins() })],
      actual: [
        have({ restore: 'wanted', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '8', restore: 'wanted', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '9', restore: 'wanted', image: 'coming', script: 'waiting', readySignedAtSeconds: 990 }),
      ],
      does: [{ kind: 'restoreDisk', leaseId: '7', task: { snapshotId: 'one', sealedKey: sealed, parts: 2, storedBytes: 5, diskBytes: 9 } }],
    },
    {
      promise: 'starts the script when the disk is there, never when it did not come, and never twice what is being unpacked',
      desired: [want({ disk: begins() }), want({ leaseId: '8' }), want({ leaseId: '9' })],
      actual: [
        have({ restore: 'coming', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '8', restore: 'here', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '9', restore: 'failed', script: 'waiting', readySignedAtSeconds: 990 }),
      ],
      does: [{ kind: 'startScript', leaseId: '8' }],
    },
    {
      promise: 'tells the market of a disk that is there before its script starts, also when the process that unpacked it was killed',
      desired: [want({ disk: begins() }), want({ leaseId: '8' })],
      actual: [
        have({ restore: 'unpacked', script: 'waiting', readySignedAtSeconds: 990 }),
        have({ leaseId: '8', restore: 'unpacked', script: 'waiting', readySignedAtSeconds: 990 }),
      ],
      does: [
        { kind: 'tellRestored', leaseId: '7' },
        { kind: 'tellRestored', leaseId: '8' },
      ],
    },
    {
      promise: 'begins a snapshot once, and after a restart again',
      desired: [want({ disk: copies() }), want({ leaseId: '8', disk: copies() })],
      actual: [have({ still: true, readySignedAtSeconds: 990 }), have({ leaseId: '8', still: true, snapshotId: 'one', readySignedAtSeconds: 990 })],
      does: [{ kind: 'takeSnapshot', leaseId: '7', task: copies().snapshot }],
    },
    {
      promise: 'lets a lease go on when nothing of it is copied or moved',
      desired: [want(), want({ leaseId: '8', disk: { ...copies(), snapshot: null, paused: true } })],
      actual: [
        have({ still: true, snapshotId: 'one', readySignedAtSeconds: 990 }),
        have({ leaseId: '8', still: true, snapshotId: 'one', readySignedAtSeconds: 990 }),
      ],
      does: [{ kind: 'goOn', leaseId: '7' }],
    },
    {
      promise: 'tells a lease a minute before its end, also while the market cannot be asked',
      desired: null,
      actual: [have({ readySignedAtSeconds: 990 })],
      now: 4_540,
      does: [{ kind: 'tellEnd', leaseId: '7', endSeconds: 4_600 }],
    },
    {
      promise: 'tells nobody before, nobody twice, and no lease that was never ready',
      desired: null,
      actual: [
        have({ readySignedAtSeconds: 990, endSeconds: 4_601 }),
        have({ leaseId: '8', readySignedAtSeconds: 990, toldEndSeconds: 4_600 }),
        have({ leaseId: '9' }),
      ],
      now: 4_540,
      does: [],
    },
    {
      promise: 'follows an extension in the last minute and tells of the new end when that is near',
      desired: [want({ state: 'active', endSeconds: 4_660 }), want({ leaseId: '8', state: 'active', endSeconds: 4_610 })],
      actual: [have({ readySignedAtSeconds: 990, toldEndSeconds: 4_600 }), have({ leaseId: '8', readySignedAtSeconds: 990, toldEndSeconds: 4_600 })],
      now: 4_599,
      does: [
        { kind: 'tellEnd', leaseId: '8', endSeconds: 4_610 },
        { kind: 'updateEnd', leaseId: '7', endSeconds: 4_660 },
        { kind: 'updateEnd', leaseId: '8', endSeconds: 4_610 },
      ],
    },
    {
      promise: 'removes a booked lease when the grace for Ready has passed',
      desired: [want()],
      actual: [have()],
      now: 1_601,
      does: [{ kind: 'remove', leaseId: '7', reason: 'ended' }],
    },
  ]
  test.each(table)('$promise', ({ desired, actual, now = 1_000, does }) => {
    expect(reconcile({ desired, actual, nowSeconds: now })).toEqual(does)
  })
})

const sealed = { box: '0x01', commitment: '0x02' }

function want(change: Partial<DesiredLease> = {}): DesiredLease {
  return {
    leaseId: '7',
    orderHash: '0xorder',
    nodeId: node,
    state: 'booked',
    startSeconds: 1_000,
    endSeconds: 4_600,
    workloadHash: '0xone',
    ...{ gpus: 1, renter: '0xrenter', disk: null, hasSecrets: false },
    ...change,
  }
}

function have(change: Partial<ActualLease> = {}): ActualLease {
  return {
    ...{ leaseId: '7', orderHash: '0xorder', nodeId: node, phase: 'prepared', startSeconds: 1_000, endSeconds: 4_600, workloadHash: '0xone' },
    ...{
      toldEndSeconds: null,
      readySignedAtSeconds: null,
      image: 'none',
      secrets: 'none',
      restore: 'none',
      still: false,
      snapshotId: null,
      script: 'none',
      ...change,
    },
  }
}

function begins(change: { sealedKey?: null } = {}): NonNullable<DesiredLease['disk']> {
  return { snapshot: null, restore: { snapshotId: 'one', sealedKey: sealed, parts: 2, storedBytes: 5, diskBytes: 9, ...change }, paused: false }
}

function copies() {
  const order = { leaseId: '7', renterKey: '0x1', node: '0x0', nodeKey: '0x0', expiry: 2_000, signature: '0x' }
  return { snapshot: { snapshotId: 'one', order, mostBytes: 100 }, restore: null, paused: false }
}
