import { expect, test } from 'vitest'
import { type Datagram, datagramFrames, DatagramReader, mostDatagramBytes, peersFrame, receivedFrame } from './datagramFrames.ts'

const datagram = (peer: bigint, size: number): Datagram => ({ peer, sentAt: 4_294_967_295, bytes: Buffer.alloc(size, Number(peer % 256n)) })

/** Reads bytes in the given parts. Returns the frames that were read, and false if the reader refused a part. */
function read(parts: readonly Buffer[]): { frames: unknown[]; isAllowed: boolean } {
  const frames: unknown[] = []
  const reader = new DatagramReader({
    datagram: ({ bytes, ...rest }) => frames.push({ ...rest, bytes: Buffer.from(bytes) }) > 0,
    ack: (received) => frames.push({ received }) > 0,
    peers: (leases) => frames.push({ leases }) > 0,
  })
  return { isAllowed: parts.every((part) => reader.push(part)), frames }
}

test('reads the same frames from any parts', () => {
  const sent = [datagram(1n, 1), datagram(2n ** 63n, mostDatagramBytes)]
  const bytes = Buffer.concat([datagramFrames(sent), receivedFrame(2 ** 48 - 1), peersFrame([7n, 2n ** 40n]), peersFrame([])])
  const all = [...sent, { received: 2 ** 48 - 1 }, { leases: [7n, 2n ** 40n] }, { leases: [] }]
  for (const size of [1, 2, 3, 7, 100, 1_400, bytes.length]) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
    expect(read(parts)).toEqual({ isAllowed: true, frames: all })
  }
})

test('refuses a datagram that is empty or larger than a packet of a cluster, and frames of other types', () => {
  const sized = (size: number) => {
    const head = datagramFrames([datagram(1n, 1)])
    head.writeUInt16BE(size, 1)
    return head
  }
  for (const bytes of [sized(0), sized(mostDatagramBytes + 1), Buffer.of(0), Buffer.of(4, 0, 0), Buffer.of(255)])
    expect(read([bytes])).toEqual({ isAllowed: false, frames: [] })
  expect(read([sized(mostDatagramBytes)]).isAllowed).toBe(true)
})

test('lists at most 254 members, and refuses a longer list', () => {
  const many = Array.from({ length: 300 }, (_, at) => BigInt(at))
  expect(read([peersFrame(many)]).frames).toEqual([{ leases: many.slice(0, 254) }])
  const longer = peersFrame(many)
  longer.writeUInt16BE(255, 1)
  expect(read([longer]).isAllowed).toBe(false)
})
