import { type JournalGeneration, lockFence, readBackupPosition, seedRows } from '@infinitio/db'
import { rebuildChainRows } from '../../follower/rebuildChainRows.ts'
import { openGeneration } from '../../matcher/openGeneration.ts'
import { rebuildBookRows } from '../../matcher/rebuildBookRows.ts'
import type { PublishedHead } from '../adminCall.ts'
import type { AdminContext } from '../adminContext.ts'
import type { AdminAnswer } from '../audited.ts'
import { checkBackup } from './checkBackup.ts'
import { findLost, hasAnchor } from './findLost.ts'
import { loadBackup } from './loadBackup.ts'
import type { LostRange } from './lostRows.ts'
import { lastAnchorOf } from './lastAnchorOf.ts'

type RestoreArgs = { from: string; published: PublishedHead | null }
type Restored = { logs: number; lost: LostRange; opened: JournalGeneration | null }

/**
 * Replaces the database's rows with a backup, in one transaction of the owner. It checks every file, loads the rows and rebuilds the projections from the
 * stored logs and the journal. It opens a new generation of the journal if rows after the backup may have been published. No other program of the market may
 * run during the restore. The engine reads later chain events when it starts again; matches that settled after the backup then count as fills from outside.
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
