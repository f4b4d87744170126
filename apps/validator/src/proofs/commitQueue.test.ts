import { hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import type { SlotChecks } from '../validator/door.ts'
import { createCommitQueue, type SentMessage } from './commitQueue.ts'
import { senderGroupOf, sourceOf } from './commitSource.ts'

const nodeAt = (at: number) => hex32(`0x${at.toString(16).padStart(64, '0')}`)
const textOf = (at: number, more = '') => `{"node":"${nodeAt(at)}","more":"${more}"}`
/** The limits of the queue at a door (the address that accepts commits), 64 times smaller than in use. */
const limits = { bytes: 4 * 2 ** 20, bytesOfGroup: 2 ** 19, messagesOfGroup: 1_024, leastBytes: 256 }
const big = 'x'.repeat(6_000)

function sent(text: string, address: string): SentMessage {
  return { message: { text, atMs: 1, network: address, namedNetwork: null }, source: sourceOf(address), group: senderGroupOf(address) }
}

/** Opens a queue whose checks end only after `gate`. A message that contains "honest" is signed. `asked` has the texts that were checked. */
function heldQueue() {
  const asked: string[] = []
  const gate = Promise.withResolvers<void>()
  const checks: SlotChecks = {
    isKnown: (node) => BigInt(node) < 100_000n,
    async check({ text }) {
      asked.push(text)
      await gate.promise
      const node = /"node":"(0x[0-9a-f]{64})"/.exec(text)?.[1]
      return node !== undefined && text.includes('honest') ? { node: hex32(node), commits: nodeAt(7) } : null
    },
  }
  const queue = createCommitQueue(limits)
  queue.open('a slot', checks)
  const checked = async (honest: number) => {
    gate.resolve()
    await expect.poll(() => asked.filter((text) => text.includes('honest')).length, { interval: 5, timeout: 10_000 }).toBe(honest)
    return queue.shut('a slot').checked.map(({ node }) => node)
  }
  return { queue, checks, asked, gate, checked }
}

describe('the queue of commitments', () => {
  it('has space for a machine after one sender sent 683 of the longest messages', async () => {
    const { queue, asked, checked } = heldQueue()
    const taken = Array.from({ length: 683 }, (_, at) => queue.add(sent(textOf(at, big), '192.0.2.1'))).filter(Boolean)
    expect(taken.length).toBeLessThan(100)
    expect(queue.add(sent(textOf(1, 'honest'), '198.51.100.1'))).toBe(true)
    expect(await checked(1)).toContain(nodeAt(1))
    expect(asked.findIndex((text) => text.includes('honest'))).toBeLessThan(3)
  })

  it.each([
    ['small messages from 16 addresses', 16, 1_024, ''],
    ['the longest messages from 16 addresses', 16, 100, big],
    ['the longest messages from 1,000 addresses', 1_000, 1, big],
  ])('has space for each machine beside %s', async (_, sources, each, more) => {
    const { queue, asked, checked } = heldQueue()
    for (let source = 0; source < sources; source += 1)
      for (let at = 0; at < each; at += 1) queue.add(sent(textOf(at, `${source} ${more}`), `10.0.${source >> 8}.${source & 255}`))
    const machines = Array.from({ length: 200 }, (_, at) => at)
    const isTaken = machines.map((at) => queue.add(sent(textOf(at, 'honest'), `198.51.100.${at}`)))
    expect(isTaken.filter(Boolean)).toHaveLength(200)
    expect(new Set(await checked(200))).toEqual(new Set(machines.map(nodeAt)))
    expect(asked.findLastIndex((text) => text.includes('honest'))).toBeLessThan(sources + 201)
  })

  it('counts all networks of a free /48 as one sender, beside which a machine in the same /32 keeps its space', async () => {
    const first = heldQueue()
    first.queue.add(sent(textOf(1, 'honest'), '2001:470:9999:1::1'))
    expect(await first.checked(1)).toEqual([nodeAt(1)])
    const { queue, checks } = first
    queue.open('a slot', { ...checks, check: () => new Promise(() => undefined) })
    const flood = Array.from({ length: 4_096 }, (_, at) => queue.add(sent(textOf(at), `2001:470:1:${at.toString(16)}::1`)))
    expect(flood.filter(Boolean)).toHaveLength(1_024)
    expect(queue.add(sent(textOf(1, 'honest'), '2001:470:9999:1::1'))).toBe(true)
    expect(queue.add(sent(textOf(2, 'honest'), '2001:470:9999:2::1'))).toBe(false)
    expect(queue.add(sent(textOf(2, 'honest'), '2001:db8::1'))).toBe(true)
  })

  it('checks messages that name known machines first, and refuses a source that signs wrong', async () => {
    const { queue, asked, gate } = heldQueue()
    for (let at = 0; at < 500; at += 1) queue.add(sent(textOf(200_000 + at), '192.0.2.1'))
    for (let at = 0; at < 500; at += 1) queue.add(sent(textOf(at), '192.0.2.2'))
    queue.add(sent(textOf(3, 'honest'), '198.51.100.1'))
    gate.resolve()
    await expect.poll(() => queue.isRefused('192.0.2.1'), { interval: 5 }).toBe(true)
    expect(asked[2]).toContain('honest')
    expect([queue.isRefused('192.0.2.2'), queue.isRefused('198.51.100.1'), asked.length]).toEqual([true, false, 129])
    queue.open('another slot', { isKnown: () => false, check: async () => null })
    expect(queue.shut('a slot').checked.map(({ node }) => node)).toEqual([nodeAt(3)])
    expect(queue.isRefused('192.0.2.2')).toBe(true)
    queue.shut('another slot')
    expect(queue.isRefused('192.0.2.2')).toBe(false)
  })

  it('gives back what it could not check, one of each sender in turn', async () => {
    const queue = createCommitQueue()
    const isKnown = () => true
    queue.open('a slot', { isKnown, check: () => Promise.reject(new Error('the chain does not answer')) })
    for (const at of [1, 2, 3]) queue.add(sent(textOf(at), '192.0.2.1'))
    queue.add(sent(textOf(4, 'honest'), '198.51.100.1'))
    const { checked, waiting } = queue.shut('a slot')
    expect(checked).toEqual([])
    expect(waiting.map(({ text }) => text)).toEqual([textOf(1), textOf(4, 'honest'), textOf(2), textOf(3)])
  })
})
