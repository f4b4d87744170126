import { expect, test } from 'vitest'
import { firstWindowBytes, Inbox } from './inbox.ts'
import { WindowBudget } from './windowBudget.ts'

const mebibyte = 1024 * 1024
const mostWindowBytes = 8 * mebibyte

/** Sends all granted bytes and reads them, `times` times. Returns the bytes granted each time. */
function keptUp(inbox: Inbox, times: number): number[] {
  const grants: number[] = []
  let granted = firstWindowBytes
  for (let time = 0; time < times; time += 1) {
    const bytes = granted - inbox.received
    expect(inbox.add(Buffer.alloc(bytes))).toBe(true)
    while (inbox.take() !== null);
    grants.push(bytes)
    granted = inbox.ack().limit
  }
  return grants
}

test('enlarges the window fourfold each time its reader reads a whole window, up to the maximum', () => {
  const budget = new WindowBudget(64 * mebibyte)
  const inbox = new Inbox({ budget, mostWindowBytes })
  expect(keptUp(inbox, 5)).toEqual([firstWindowBytes, mebibyte, 4 * mebibyte, 8 * mebibyte, 8 * mebibyte])
  expect(budget.left).toBe(64 * mebibyte - (mostWindowBytes - firstWindowBytes))
  inbox.close()
  expect(budget.left).toBe(64 * mebibyte)
})

test('keeps the size of a window if the budget is spent, and rejects further bytes', () => {
  const inbox = new Inbox({ budget: new WindowBudget(mebibyte), mostWindowBytes })
  expect(keptUp(inbox, 3)).toEqual([firstWindowBytes, mebibyte, mebibyte])
  expect(inbox.add(Buffer.alloc(mebibyte + 1))).toBe(false)
})

test('gives a slow reader no larger window', () => {
  const inbox = new Inbox({ budget: new WindowBudget(64 * mebibyte), mostWindowBytes })
  const piece = firstWindowBytes / 4
  for (let sent = 0; sent < 4; sent += 1) inbox.add(Buffer.alloc(piece))
  for (let taken = 0; taken < 3; taken += 1) inbox.take()
  inbox.ack()
  for (let sent = 0; sent < 3; sent += 1) inbox.add(Buffer.alloc(piece))
  inbox.take()
  expect(inbox.ack().limit).toBe(4 * piece + firstWindowBytes)
})
