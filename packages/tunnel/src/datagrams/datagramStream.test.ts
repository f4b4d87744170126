import { duplexPair } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { datagramFrames, peersFrame, receivedFrame } from './datagramFrames.ts'
import { type Arrived, DatagramStream } from './datagramStream.ts'

const packet = (text: string, peer = 7n) => ({ peer, bytes: Buffer.from(text) })

/** A connection whose load the test sets. */
class TestLine {
  isFull = false
  counted = 0
  readonly waiting: (() => void)[] = []
  isBusy = () => this.isFull
  waitForTurn = (next: () => void) => void this.waiting.push(next)
  count = (bytes: number) => {
    this.counted += bytes
  }
  free() {
    this.isFull = false
    for (const next of this.waiting.splice(0)) next()
  }
}

/** Waits until all bytes that were written have arrived. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn()
}

function setup() {
  const [near, far] = duplexPair()
  const clock = { nowMs: 1_000 }
  const line = new TestLine()
  const [arrived, dropped]: [string[], string[]] = [[], []]
  const lists: string[] = []
  const end = (stream: typeof near, mayList: boolean) =>
    new DatagramStream(
      { stream, line: stream === near ? line : new TestLine(), nowMs: () => clock.nowMs },
      {
        onDatagram: ({ peer, bytes, ageMs }: Arrived) => arrived.push(`${peer} ${bytes.toString().slice(0, 9)} ${ageMs}`),
        onPeers: mayList ? (leases) => lists.push(leases.join()) : null,
        onDrop: (why) => dropped.push(why),
      },
    )
  return { near, far, clock, line, arrived, dropped, lists, end }
}

test('carries datagrams in their sequence, and the list of reachable members from the gateway', async () => {
  const { near, far, arrived, lists, end } = setup()
  const [gateway] = [end(near, false), end(far, true)]
  gateway.send(packet('one'))
  gateway.send(packet('two', 8n))
  gateway.sendPeers([7n, 8n])
  await settle()
  expect(arrived).toEqual(['7 one 0', '8 two 0'])
  expect(lists).toEqual(['7,8'])
})

test('drops a packet that waited more than 50 ms for its turn in the connection, and sends a younger one', async () => {
  const { near, far, clock, line, arrived, dropped, end } = setup()
  const [sender] = [end(near, true), end(far, false)]
  line.isFull = true
  sender.send(packet('old'))
  await settle()
  clock.nowMs += 40
  sender.send(packet('young'))
  await settle()
  clock.nowMs += 11
  line.free()
  await settle()
  expect(arrived).toEqual(['7 young 0'])
  expect(dropped).toEqual(['late'])
})

test('drops a packet that arrives more than 50 ms late because of the connection, and passes on the age of the others', async () => {
  const { near, far, clock, arrived, dropped, end } = setup()
  end(far, false)
  const write = (text: string, waitedMs: number) => near.write(datagramFrames([{ ...packet(text), sentAt: clock.nowMs - 300 - waitedMs }]))
  for (const [text, waitedMs] of [
    ['first', 0],
    ['later', 50],
    ['stale', 51],
    ['again', 3],
  ] as const) {
    write(text, waitedMs)
    await settle()
  }
  expect(arrived).toEqual(['7 first 0', '7 later 50', '7 again 3'])
  expect(dropped).toEqual(['late'])
})

test('stops when 8 MiB are on their way without an acknowledgement, and reports bulk to the connection until it ends', async () => {
  const { near, far, clock, line, dropped, end } = setup()
  const sender = end(near, true)
  let received = 0
  far.on('data', (bytes: Buffer) => (received += bytes.length))
  for (let burst = 0; burst < 20; burst += 1) {
    for (let at = 0; at < 600; at += 1) sender.send({ peer: 7n, bytes: Buffer.alloc(1_300) })
    await settle()
    clock.nowMs += 60
  }
  expect(received).toBeGreaterThan(8 * 1024 * 1024 - 1)
  expect(received).toBeLessThan(8.1 * 1024 * 1024)
  expect(dropped.length).toBeGreaterThan(1_000)
  expect(line.counted).toBe(received - 64 * 1024)
  far.write(receivedFrame(received))
  await settle()
  expect(line.counted).toBe(0)
  sender.cut()
  expect(sender.isOver).toBe(true)
})

test.each([
  ['acknowledges bytes that were never sent', receivedFrame(1)],
  ['lists members, which only a gateway may', peersFrame([1n])],
  ['sends a frame that is not one', Buffer.of(9)],
])('is cut if the other side %s', async (_name, bytes) => {
  const { near, far, end } = setup()
  const gateway = end(near, false)
  far.write(bytes)
  await settle()
  expect(gateway.isOver).toBe(true)
})
