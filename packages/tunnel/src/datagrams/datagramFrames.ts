/**
 * The largest datagram of a cluster's network, in bytes: a packet of 1,280 bytes (`meshMtu` in the agent) with the 32 bytes that WireGuard adds to it. So it
 * needs no fragments in any tunnel.
 */
export const mostDatagramBytes = 1_312

/** The most members of one cluster. It equals the largest number of GPUs of a bid. */
const mostPeers = 254

/**
 * A datagram on its way through a tunnel. `peer` is the lease at its other end: its receiver on the way to the gateway, its sender on the way from there.
 * `sentAt` is in milliseconds of the sender's clock, modulo 2^32. Only differences of two such times have a meaning.
 */
export type Datagram = { readonly peer: bigint; readonly sentAt: number; readonly bytes: Buffer }

/** Handlers for the frames of a stream of datagrams. Each returns false if the frame breaks the protocol. */
type DatagramHandler = {
  datagram(datagram: Datagram): boolean
  /** The other side has received this many bytes of the stream, below 2^48. */
  ack(received: number): boolean
  /** The members of the cluster that the gateway can reach now. */
  peers(leases: readonly bigint[]): boolean
}

const types = { datagram: 1, ack: 2, peers: 3 } as const
const headBytes: Record<number, number> = { [types.datagram]: 15, [types.ack]: 7, [types.peers]: 3 }
const leaseBytes = 8

/** Returns the size of a datagram with its frame, in bytes. Pure. */
export function framedBytes({ bytes }: Datagram): number {
  return (headBytes[types.datagram] ?? 0) + bytes.length
}

/** Returns the frames of these datagrams in one buffer, so that one write sends all of them. Pure. */
export function datagramFrames(datagrams: readonly Datagram[]): Buffer {
  const frames = Buffer.allocUnsafe(datagrams.reduce((sum, one) => sum + framedBytes(one), 0))
  let at = 0
  for (const { peer, sentAt, bytes } of datagrams) {
    frames.writeUInt8(types.datagram, at)
    frames.writeUInt16BE(bytes.length, at + 1)
    frames.writeBigUInt64BE(peer, at + 3)
    frames.writeUInt32BE(sentAt, at + 11)
    bytes.copy(frames, at + 15)
    at += 15 + bytes.length
  }
  return frames
}

/** Returns the frame that acknowledges the first `received` bytes of the stream. Pure. */
export function receivedFrame(received: number): Buffer {
  const frame = Buffer.allocUnsafe(7)
  frame.writeUInt8(types.ack, 0)
  frame.writeUIntBE(received, 1, 6)
  return frame
}

/** Returns the frame that lists the members of a cluster that the gateway can reach now, at most 254. Pure. */
export function peersFrame(leases: readonly bigint[]): Buffer {
  const listed = leases.slice(0, mostPeers)
  const frame = Buffer.allocUnsafe(3 + listed.length * leaseBytes)
  frame.writeUInt8(types.peers, 0)
  frame.writeUInt16BE(listed.length, 1)
  for (const [at, lease] of listed.entries()) frame.writeBigUInt64BE(lease, 3 + at * leaseBytes)
  return frame
}

/** Reads the frames of a stream of datagrams from bytes that arrive in parts. Stores at most one incomplete frame, which has less than 2 KiB. */
export class DatagramReader {
  readonly #handler: DatagramHandler
  #rest: Buffer = Buffer.alloc(0)

  constructor(handler: DatagramHandler) {
    this.#handler = handler
  }

  /** Reads the next bytes. Returns false if they break the protocol; no further bytes may then be passed. */
  push(bytes: Buffer): boolean {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    let at = 0
    for (;;) {
      const length = frameBytes(all, at)
      if (length === null) return false
      if (length === 0 || all.length - at < length) break
      if (!this.#act(all, at, at + length)) return false
      at += length
    }
    // Copies the rest. A part of the network's buffer would keep the whole buffer in memory.
    this.#rest = Buffer.from(all.subarray(at))
    return true
  }

  #act(all: Buffer, at: number, end: number): boolean {
    const type = all.readUInt8(at)
    if (type === types.ack) return this.#handler.ack(all.readUIntBE(at + 1, 6))
    if (type === types.peers) {
      const count = (end - at - 3) / leaseBytes
      return this.#handler.peers(Array.from({ length: count }, (_, index) => all.readBigUInt64BE(at + 3 + index * leaseBytes)))
    }
    return this.#handler.datagram({ peer: all.readBigUInt64BE(at + 3), sentAt: all.readUInt32BE(at + 11), bytes: all.subarray(at + 15, end) })
  }
}

/** Returns the length of the frame that begins at `at`, 0 if its head is incomplete, or null if no such frame is allowed. */
function frameBytes(all: Buffer, at: number): number | null {
  const type = all[at]
  if (type === undefined) return 0
  const head = headBytes[type]
  if (head === undefined) return null
  if (all.length - at < head) return 0
  if (type === types.ack) return head
  const count = all.readUInt16BE(at + 1)
  if (type === types.peers) return count > mostPeers ? null : head + count * leaseBytes
  return count === 0 || count > mostDatagramBytes ? null : head + count
}
