import type { LeaseMoveFacts } from '@infinitio/db'
import { describe, expect, test } from 'vitest'
import { type MoveAction, moveStep } from './moveStep.ts'

const fails = (code: string): MoveAction => ({ kind: 'fail', code }) as MoveAction
const signed = { snapshotJson: '{}' }

/** Each case consists of its name, the fields in which its move differs from the default move, and the expected next step. */
const steps: [string, Partial<LeaseMoveFacts>, MoveAction][] = [
  ['orders the new lease', { state: 'ordering' }, { kind: 'placeOrder' }],
  ['waits for an order that was accepted', { state: 'ordering', orderAccepted: true }, { kind: 'wait' }],
  ['fails with the order’s own code', { state: 'ordering', orderAccepted: true, orderCode: 'order.node_taken' }, fails('order.node_taken')],
  [
    'goes on with a lease that there is, whatever else is said',
    { state: 'ordering', orderCode: 'order.expired', newLeaseId: 8n },
    { kind: 'started' },
  ],
  ['gives up an order of which nothing is heard', { state: 'ordering', orderAccepted: true, stillSeconds: 901 }, fails('move.too_slow')],
  ['waits for the new machine', { state: 'starting', newLeaseState: 'booked' }, { kind: 'wait' }],
  ['copies when the new machine is ready', { state: 'starting', newLeaseState: 'active', ...signed }, { kind: 'requestSnapshot' }],
  [
    'needs no copy for an older snapshot',
    { state: 'starting', newLeaseState: 'active', snapshotJson: null, oldLeaseLost: true },
    { kind: 'handOver' },
  ],
  [
    'copies nothing of a lease that is over',
    { state: 'starting', newLeaseState: 'active', oldLeaseState: 'ended', ...signed },
    fails('move.old_lease_over'),
  ],
  ['fails with the new machine', { state: 'starting', newLeaseState: 'closed' }, fails('move.new_lease_over')],
  ['fails with a new machine that is lost', { state: 'starting', newLeaseState: 'booked', newLeaseLost: true }, fails('move.new_lease_over')],
  ['gives up a machine that is never ready', { state: 'starting', newLeaseState: 'booked', stillSeconds: 901 }, fails('move.too_slow')],
  ['waits for the copy', { state: 'copying', snapshotState: 'copying', stillSeconds: 5_000 }, { kind: 'wait' }],
  ['hands a copy over', { state: 'copying', snapshotState: 'stored', oldLeaseState: 'ended' }, { kind: 'handOver' }],
  ['fails with the copy', { state: 'copying', snapshotState: 'failed', snapshotCode: 'snapshot.too_large' }, fails('snapshot.too_large')],
  ['fails when the copy was deleted', { state: 'copying', snapshotState: null }, fails('snapshot.unknown')],
  [
    'fails when the old machine is lost in the middle',
    { state: 'copying', snapshotState: 'copying', oldLeaseLost: true },
    fails('move.old_lease_over'),
  ],
  ['fails when the new one is', { state: 'copying', snapshotState: 'copying', newLeaseLost: true }, fails('move.new_lease_over')],
  ['waits for the restore', { state: 'restoring', restoreState: 'running' }, { kind: 'wait' }],
  [
    'goes on when the old lease ends while its data is stored',
    { state: 'restoring', restoreState: 'running', oldLeaseState: 'ended' },
    { kind: 'wait' },
  ],
  ['fails with the restore', { state: 'restoring', restoreState: 'failed', restoreCode: 'snapshot.damaged' }, fails('snapshot.damaged')],
  ['gives up a restore that stands still', { state: 'restoring', restoreState: 'running', stillSeconds: 601 }, fails('move.too_slow')],
  ['switches names when the data is there', { state: 'restoring', restoreState: 'done' }, { kind: 'restored' }],
  ['switches names again after a kill', { state: 'switching' }, { kind: 'switchNames' }],
  ['ends the old lease when names and data are there', { state: 'ending' }, { kind: 'endOld' }],
  ['hands the end in once', { state: 'ending', endRelay: 'relay' }, { kind: 'followEnd', relayId: 'relay' }],
  ['is done when the old lease has ended', { state: 'ending', endRelay: 'relay', oldLeaseState: 'ended' }, { kind: 'done' }],
  ['ends nothing that is lost', { state: 'ending', oldLeaseLost: true }, { kind: 'done' }],
  ['is cancelled at once when nothing was ordered', { state: 'cancelling' }, { kind: 'cancelled' }],
  ['waits for an open order before it is cancelled', { state: 'cancelling', orderAccepted: true }, { kind: 'wait' }],
  ['is cancelled when the order made nothing', { state: 'cancelling', orderAccepted: true, orderCode: 'order.expired' }, { kind: 'cancelled' }],
  ['is cancelled beside a new lease that is to be ended', { state: 'cancelling', orderAccepted: true, newLeaseId: 8n }, { kind: 'cancelled' }],
  ['is cancelled when nothing is heard of the order', { state: 'cancelling', orderAccepted: true, stillSeconds: 901 }, { kind: 'cancelled' }],
  ['has nothing to do when it is cancelled', { state: 'cancelled' }, { kind: 'wait' }],
  ['has nothing to do when it is done', { state: 'done' }, { kind: 'wait' }],
  ['has nothing to do when it has failed', { state: 'failed' }, { kind: 'wait' }],
]

describe('a move', () => {
  test.each(steps)('%s', (_promise, known, action) => {
    expect(moveStep(factsOf(known))).toEqual(action)
  })

  test('ends the old lease only in the state `ending`, and fails only in a state before it', () => {
    for (const [, known, action] of steps) {
      if (action.kind === 'endOld' || action.kind === 'followEnd') expect(known.state).toBe('ending')
      if (action.kind === 'fail') expect(['ordering', 'starting', 'copying', 'restoring']).toContain(known.state)
    }
  })
})

function factsOf(known: Partial<LeaseMoveFacts>): LeaseMoveFacts {
  const now = new Date(0)
  return {
    ...{ moveId: 'one', account: '0x', leaseId: 7n, bidHash: '0xold', newBidHash: '0xnew', state: 'ordering', failedAt: null, code: null },
    ...{ snapshotId: null, orderJson: '{}', snapshotJson: '{}', endJson: '{}', endRelay: null, oldEnded: false, createdAt: now, updatedAt: now },
    ...{
      orderAccepted: false,
      orderCode: null,
      newLeaseId: null,
      newLeaseState: null,
      newLeaseLost: false,
      oldLeaseState: 'active',
      oldLeaseLost: false,
    },
    ...{ snapshotState: null, snapshotCode: null, snapshotKey: null, restoreState: null, restoreCode: null, restorePercent: null, stillSeconds: 0 },
    ...known,
  }
}
