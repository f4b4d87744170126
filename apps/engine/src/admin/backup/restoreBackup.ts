import {
  type JournalGeneration,
  lockFence,
  readBackupPosition,
  seedRows,
  emptyTables,
  insertTableRows,
  listBackupTables,
  type Queryable,
  saveIdentity,
} from '@infinitio/db'
import { rebuildChainRows } from '../../follower/rebuildChainRows.ts'
import { openGeneration } from '../../matcher/openGeneration.ts'
import { rebuildBookRows } from '../../matcher/rebuildBookRows.ts'
import type { PublishedHead } from '../adminCall.ts'
import type { AdminContext } from '../adminContext.ts'
import type { AdminAnswer } from '../audited.ts'
import { checkBackup, BackupBroken, type BackupManifest } from './backupManifest.ts'
import { findLost, hasAnchor, type LostRange } from './lostRows.ts'
import { lastAnchorOf } from './lastAnchorOf.ts'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

type RestoreArgs = { from: string; published: PublishedHead | null }
type Restored = { logs: number; lost: LostRange; opened: JournalGeneration | null }

/**
 * Replaces the database's rows with a backup, in one transaction of the owner. It checks every file, loads the rows and rebuilds the projections from the
 * stored logs and the journal. It opens a new generation of the journal if rows after the backup may have been published. No other program of the market may
 * run during the restore. The engine reads later chain events when it starts again; matches that settled after the backup then count as filled by another
 * engine.
 */
export async function restoreBackup({ owner, env, nowMs }: Pick<AdminContext, 'owner' | 'env' | 'nowMs'>, args: RestoreArgs): Promise<AdminAnswer> {
  const manifest = await checkBackup(args.from)
  const anchor = await lastAnchorOf(env)
  const { logs, lost, opened } = await owner.transaction(async (tx): Promise<Restored> => {
    const before = await readBackupPosition(tx)
    const fence = await lockFence(tx)
    const wasAnchorKnown = await hasAnchor(tx, anchor)
    await loadBackup(tx, args.from, manifest)
    await seedRows(tx, { fence })
    const replaced = { seq: before.journalSeq, hash: before.journalHash }
    const lost = await findLost(tx, { replaced, published: args.published, anchor, wasAnchorKnown })
    const folded = await rebuildChainRows(tx)
    const generationsBefore = Math.max(before.generation, manifest.journal.generation)
    const opened = lost === null ? null : await openGeneration(tx, { ...lost, generationsBefore, nowMs: nowMs() })
    await rebuildBookRows(tx)
    return { logs: folded, lost, opened }
  })
  const { seq } = manifest.journal
  const lines = [
    `Restored the journal up to row ${seq} and ${logs} logs up to block ${manifest.chain.headNumber ?? 'none'}, as of ${manifest.takenAt}.`,
    opened === null || lost === null
      ? 'No row above it was published, so the journal goes on with the next number.'
      : `Rows ${BigInt(seq) + 1n} to ${lost.lostToSeq} are lost (${lost.because}): generation ${opened.generation} begins with row ${opened.firstSeq}.`,
    'Everybody signs in again. Start the market; when the follower has caught up, compare with: npm run admin -- books',
  ]
  return { lines, fields: { journal: manifest.journal, logs, lost, opened }, ok: true }
}

const ROWS_AT_ONCE = 500

/**
 * Replaces all rows of the database with a checked backup, in the owner's transaction. Throws `BackupBroken` if the backup has a table or column that
 * this release does not have.
 */
async function loadBackup(tx: Queryable, folder: string, manifest: BackupManifest): Promise<void> {
  const known = new Map((await listBackupTables(tx)).map((table) => [table.name, table]))
  for (const { name, columns } of manifest.tables) {
    const strange = columns.find((column) => known.get(name)?.columns.includes(column) !== true)
    if (strange !== undefined) throw new BackupBroken(`this release has no column ${name}.${strange}: restore with the release that took the backup`)
  }
  await emptyTables(tx)
  for (const table of manifest.tables) {
    const lines = createInterface({ input: createReadStream(join(folder, table.file)).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })
    let some: string[] = []
    let count = 0
    const flush = async () => {
      if (some.length > 0) await insertTableRows(tx, table, some)
      count += some.length
      some = []
    }
    for await (const line of lines) if (some.push(line) >= ROWS_AT_ONCE) await flush()
    await flush()
    if (count !== table.rows) throw new BackupBroken(`${table.file} holds ${count} rows, not ${table.rows}`)
    if (table.lastIdentity !== null) await saveIdentity(tx, table, BigInt(table.lastIdentity))
  }
}
