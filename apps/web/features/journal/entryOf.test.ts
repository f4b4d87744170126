import { describe, expect, test } from 'vitest'
import { entryOf } from '#web/features/journal/entryOf.ts'

const entry = (command: unknown, events: unknown = []) => entryOf({ command: JSON.stringify(command), events: JSON.stringify(events) })

describe('an entry of the journal in words', () => {
  test('returns the subject and the outcome of an entry', () => {
    const bid = { kind: 'PlaceBid', orderHash: '0xb1', bid: { gpus: 8 } }
    expect(entry(bid, [{ kind: 'BidAccepted' }, { kind: 'Matched' }])).toEqual({
      ...{ command: 'PlaceBid', subject: { kind: 'order', id: '0xb1' }, outcome: 'matched', code: null, gpus: 8 },
    })
    expect(entry(bid, [{ kind: 'BidRejected', code: 'order.expired' }])).toMatchObject({ outcome: 'rejected', code: 'order.expired' })
    expect(entry({ kind: 'Block', number: 7, hash: '0x1', timestamp: '5', final: true })).toMatchObject({
      subject: { kind: 'block', id: '7' },
      outcome: 'done',
    })
    expect(entry({ kind: 'Dropped', of: { kind: 'LeaseReady', leaseId: '9', readyAt: '1' } })).toMatchObject({ subject: { kind: 'lease', id: '9' } })
    expect(entry({ kind: 'Tick' })).toMatchObject({ command: 'Tick', subject: null, gpus: null })
  })

  test('accepts any text', () => {
    for (const text of ['', '{', 'null', '[]', '7', '{"kind":7}'])
      expect(entryOf({ command: text, events: text })).toMatchObject({ command: '', outcome: 'done' })
  })
})
