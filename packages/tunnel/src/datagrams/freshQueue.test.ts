import { expect, test } from 'vitest'
import { mostDatagramBytes } from './datagramFrames.ts'
import { FreshQueue } from './freshQueue.ts'

const packet = (peer: bigint, size = 100) => ({ peer, bytes: Buffer.alloc(size) })

function setup() {
  const dropped: string[] = []
  const queue = new FreshQueue((why) => dropped.push(why))
  const take = (nowMs: number, most = 65_536) => queue.take({ most, nowMs }).map(({ peer }) => Number(peer))
  return { queue, dropped, take }
}

test('drops what has waited for more than 50 ms', () => {
  const { queue, dropped, take } = setup()
  queue.add(packet(1n), { ageMs: 0, nowMs: 0 })
  queue.add(packet(2n), { ageMs: 0, nowMs: 10 })
  expect(take(60)).toEqual([2])
  expect(dropped).toEqual(['late'])
  expect(queue.bytes).toBe(0)
})

test('counts the time that a packet has waited elsewhere, also behind a younger one', () => {
  const { queue, dropped, take } = setup()
  queue.add(packet(1n), { ageMs: 0, nowMs: 100 })
  queue.add(packet(2n), { ageMs: 45, nowMs: 100 })
  queue.add(packet(3n), { ageMs: 20, nowMs: 100 })
  expect(take(106)).toEqual([1, 3])
  expect(dropped).toEqual(['late'])
})

test('says when a packet would have been sent without its waits', () => {
  const { queue } = setup()
  queue.add(packet(1n), { ageMs: 12, nowMs: 1_000 })
  expect(queue.take({ most: 1, nowMs: 1_030 })).toMatchObject([{ peer: 1n, sentAt: 988 }])
})

test('takes as many as fit into one write, and at least one', () => {
  const { queue, take } = setup()
  for (const peer of [1n, 2n, 3n]) queue.add(packet(peer), { ageMs: 0, nowMs: 0 })
  expect(take(1, 230)).toEqual([1, 2])
  expect(take(1, 1)).toEqual([3])
})

test('holds at most 2 MiB, refuses more, and drops old packets to make room', () => {
  const { queue, dropped, take } = setup()
  const many = 1_600
  for (let at = 0; at < many; at += 1) queue.add(packet(1n, mostDatagramBytes), { ageMs: 0, nowMs: 0 })
  const full = dropped.length
  expect(queue.bytes).toBeLessThanOrEqual(2 * 1024 * 1024)
  expect(full).toBe(many - Math.floor((2 * 1024 * 1024) / (mostDatagramBytes + 15)))
  queue.add(packet(2n), { ageMs: 0, nowMs: 51 })
  expect(take(51)).toEqual([2])
  expect(new Set(dropped.slice(full))).toEqual(new Set(['late']))
})
