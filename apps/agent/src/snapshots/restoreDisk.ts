import { statfs } from 'node:fs/promises'
import { type Hex32, hex32, isRefusal, openContentKey, snapshotPartBytes } from '@infinitio/domain'
import type { SealedKeyWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import type { Sandbox } from '../runtime/runtime.ts'
import { unpackBytes } from './archiveStreams.ts'
import type { DiskStore } from './diskMarket.ts'
import { unpackHome } from './homeArchive.ts'
import { openStream } from './sealedStream.ts'

/** The snapshot from which a lease's disk is restored: how it is stored, and its key, which was encrypted for this node. */
export type RestoreTask = { snapshotId: string; sealedKey: SealedKeyWire; parts: number; storedBytes: number; diskBytes: number }

/**
 * A restored disk may use this multiple of the archive's stated size, plus `spareBytes`. A small margin is enough, because the archive's size already includes
 * a header for each file.
 */
const archiveShare = 1.02
const spareBytes = 1_048_576

/**
 * Restores a snapshot into a lease's disk, as the lease's user. Uses only chunks that decrypt correctly and entries that were checked, and writes no more than
 * the stated size and the free space. Always starts from the beginning, so it may be called again after it was killed. Rejects with `snapshot.key_unusable`,
 * `snapshot.too_large`, `snapshot.damaged`, `snapshot.archive_refused` and the market's refusals.
 */
export async function restoreDisk({
  leaseId,
  task,
  box,
  sandbox,
  market,
  onPercent,
  onWords,
}: {
  leaseId: string
  task: RestoreTask
  box: { nodeId: string; boxKey: Hex32; boxSecret: Hex32 }
  sandbox: Sandbox
  market: DiskStore
  onPercent: (percent: number) => Promise<void>
  onWords: (text: string) => Promise<void>
}): Promise<void> {
  const { snapshotId, sealedKey, parts, storedBytes, diskBytes } = task
  const owner = { nodeId: hex32(box.nodeId), boxKey: box.boxKey }
  const sealed = { box: sealedKey.box, commitment: hex32(sealedKey.commitment) }
  const key = await openContentKey({ sealed, boxSecret: box.boxSecret, owner })
  if (isRefusal(key)) throw refusal(key.rejected, { detail: 'sealed for another machine' })
  const disk = await sandbox.disk()
  const { bavail, bsize } = await statfs(disk.folder)
  if (bavail * bsize < diskBytes) throw refusal('snapshot.too_large', { detail: `${diskBytes} bytes` })
  const stored = fetched()
  const plain = openStream(stored, { key: Buffer.from(key.slice(2), 'hex'), snapshotId })
  await unpackBytes(plain, unpackHome(disk), { mostBytes: Math.ceil(diskBytes * archiveShare) + spareBytes, onWords })

  async function* fetched(): AsyncGenerator<Uint8Array> {
    let told = -1
    for (let part = 1; part <= parts; part += 1) {
      yield await market.get({ leaseId, part }, { mostBytes: snapshotPartBytes })
      const percent = Math.floor((100 * Math.min(part * snapshotPartBytes, storedBytes)) / Math.max(1, storedBytes))
      if (percent === told) continue
      told = percent
      await onPercent(percent)
    }
  }
}
