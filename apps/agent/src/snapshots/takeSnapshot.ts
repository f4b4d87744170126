import { randomBytes } from 'node:crypto'
import {
  hashSnapshotOrder,
  hex32,
  isRefusal,
  leaseId as brandLeaseId,
  nodeId as brandNodeId,
  renterBox,
  type Secrets,
  sealContentKey,
  sealSecrets,
  type SigningDomain,
  snapshotPartBytes,
  unixSeconds,
  zeroHex32,
} from '@infinitio/domain'
import type { SealedKeyWire, SnapshotOrderWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import { recoverAddress } from 'viem'
import type { Sandbox } from '../runtime/runtime.ts'
import { ByteCount, packedBytes } from './archiveStreams.ts'
import type { DiskStore } from './diskMarket.ts'
import { packHome } from './homeArchive.ts'
import { sealStream } from './sealedStream.ts'

/** A requested snapshot of a lease: the order that its renter signed, and the maximum size to store. */
export type SnapshotTask = { snapshotId: string; order: SnapshotOrderWire; mostBytes: number }

/**
 * The data with which a machine checks a signed order to copy a disk: the renter of the lease, the market's signing domain, and the time of the block clock.
 * `boxKeyOf` reads a node's X25519 key from the chain.
 */
export type OrderJudge = { renter: string | null; domain: SigningDomain; nowSeconds: number; boxKeyOf(nodeId: string): Promise<string | null> }

/**
 * Copies the disk of a paused lease into the store: packed, compressed, and encrypted with a new key that is stored nowhere in the clear. The key is encrypted
 * to the recipients that the renter signed. If a machine is among them, the lease's `secrets` are encrypted to that machine. `onWords` gets tar's messages
 * about unreadable files. Rejects with `auth.signature_wrong_signer`, `snapshot.order_expired`, `snapshot.key_unusable`, `snapshot.unreadable`,
 * `snapshot.too_large` and the market's refusals.
 */
export async function takeSnapshot({
  leaseId,
  task,
  judge,
  secrets,
  sandbox,
  market,
  onWords,
}: {
  leaseId: string
  task: SnapshotTask
  judge: OrderJudge
  secrets: Secrets | null
  sandbox: Sandbox
  market: DiskStore
  onWords: (text: string) => Promise<void>
}): Promise<{ storedBytes: number; diskBytes: number }> {
  const { snapshotId, order, mostBytes } = task
  await judgeOrder({ leaseId, order, judge })
  await market.snapshot(snapshotId, { state: 'copying' })
  const key = randomBytes(32)
  const count = new ByteCount(Number.MAX_SAFE_INTEGER)
  const packed = packedBytes(packHome(await sandbox.disk()), { count, onWords })
  let storedBytes = 0
  let parts = 0
  for await (const part of partsOf(sealStream(packed, { key, snapshotId }))) {
    storedBytes += part.length
    if (storedBytes > mostBytes) throw refusal('snapshot.too_large', { detail: `more than ${mostBytes} bytes to store` })
    parts += 1
    await market.put({ snapshotId, part: parts }, part)
  }
  const sealed = await sealKey({ key: hex32(`0x${key.toString('hex')}`), order, renter: judge.renter ?? '' })
  const secretsBox = secrets === null ? null : await sealForMachine(secrets, order)
  await market.snapshot(snapshotId, { state: 'stored', parts, storedBytes, diskBytes: count.bytes, ...sealed, secretsBox })
  return { storedBytes, diskBytes: count.bytes }
}

/** The market has checked the signature too. But a machine that trusted that check would let the market's operator copy any renter's disk. */
async function judgeOrder({ leaseId, order, judge }: { leaseId: string; order: SnapshotOrderWire; judge: OrderJudge }): Promise<void> {
  const wish = {
    leaseId: brandLeaseId(BigInt(order.leaseId)),
    renterKey: hex32(order.renterKey),
    node: brandNodeId(order.node),
    nodeKey: hex32(order.nodeKey),
    expiry: unixSeconds(BigInt(order.expiry)),
  }
  const signer = await recoverAddress({ hash: hashSnapshotOrder(wish, judge.domain), signature: order.signature as `0x${string}` })
  if (signer.toLowerCase() !== judge.renter || order.leaseId !== leaseId)
    throw refusal('auth.signature_wrong_signer', { detail: 'not this lease’s renter' })
  if (order.expiry <= judge.nowSeconds) throw refusal('snapshot.order_expired', { detail: `lease ${leaseId}` })
  if (wish.renterKey === zeroHex32 && wish.node === zeroHex32) throw refusal('snapshot.key_unusable', { detail: 'for nobody' })
  if (wish.node !== zeroHex32 && (await judge.boxKeyOf(wish.node)) !== wish.nodeKey)
    throw refusal('snapshot.key_unusable', { detail: 'the chain has another key of that machine' })
}

async function sealKey({
  key,
  order,
  renter,
}: {
  key: `0x${string}`
  order: SnapshotOrderWire
  renter: string
}): Promise<{ renterSealed: SealedKeyWire | null; nodeSealed: SealedKeyWire | null }> {
  const sealedTo = async (owner: { nodeId: `0x${string}`; boxKey: `0x${string}` }): Promise<SealedKeyWire> => {
    const sealed = await sealContentKey({ key, salt: hex32(`0x${randomBytes(32).toString('hex')}`), owner })
    if (isRefusal(sealed)) throw refusal(sealed.rejected, { detail: sealed.detail ?? '' })
    return { box: sealed.box, commitment: sealed.commitment }
  }
  return {
    renterSealed: order.renterKey === zeroHex32 ? null : await sealedTo(renterBox({ account: renter, renterKey: hex32(order.renterKey) })),
    nodeSealed: order.node === zeroHex32 ? null : await sealedTo({ nodeId: hex32(order.node), boxKey: hex32(order.nodeKey) }),
  }
}

/**
 * Encrypts the lease's secrets for the machine to which the lease moves. That machine checks that they belong to the same workload. Returns null if the lease
 * does not move.
 */
async function sealForMachine(secrets: Secrets, order: SnapshotOrderWire): Promise<string | null> {
  if (order.node === zeroHex32) return null
  const box = await sealSecrets({ secrets, owner: { nodeId: hex32(order.node), boxKey: hex32(order.nodeKey) } })
  if (isRefusal(box)) throw refusal(box.rejected, { detail: box.detail ?? '' })
  return box
}

/** Splits a stream into parts of equal length; the last part may be shorter. */
async function* partsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let part = new Uint8Array(snapshotPartBytes)
  let filled = 0
  for await (const chunk of stream) {
    let rest = chunk
    while (rest.length > 0) {
      const taken = rest.subarray(0, snapshotPartBytes - filled)
      part.set(taken, filled)
      filled += taken.length
      rest = rest.subarray(taken.length)
      if (filled < snapshotPartBytes) continue
      yield part
      part = new Uint8Array(snapshotPartBytes)
      filled = 0
    }
  }
  if (filled > 0) yield part.slice(0, filled)
}
