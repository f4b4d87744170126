import { readBackupPosition } from '@infinitio/db'
import { openGeneration } from '../../matcher/openGeneration.ts'
import type { PublishedHead } from '../adminCall.ts'
import type { AdminContext } from '../adminContext.ts'
import type { AdminAnswer } from '../audited.ts'
import { findLost } from './lostRows.ts'
import { lastAnchorOf } from './lastAnchorOf.ts'

/**
 * Opens a new generation (a new numbering) of the journal if rows after its last row may have been published and then lost. Call it after point-in-time
 * recovery of the database. `published` is the last row that somebody may have seen. If `published` is null, the last journal root on the chain decides. If the
 * chain has no such root, this function assumes that rows were lost.
 */
export async function openLostGeneration(
  { owner, env, nowMs }: Pick<AdminContext, 'owner' | 'env' | 'nowMs'>,
  { published }: { published: PublishedHead | null },
): Promise<AdminAnswer> {
  const anchor = await lastAnchorOf(env)
  return owner.transaction(async (tx): Promise<AdminAnswer> => {
    const lost = await findLost(tx, { replaced: { seq: 0n, hash: null }, published, anchor, wasAnchorKnown: false })
    if (lost === null)
      return { lines: ['No row above the journal was published; it goes on with the next number.'], fields: { opened: null }, ok: true }
    const { generation } = await readBackupPosition(tx)
    const opened = await openGeneration(tx, { ...lost, generationsBefore: generation, nowMs: nowMs() })
    const line = `Rows ${opened.baseSeq + 1n} to ${lost.lostToSeq} are lost (${lost.because}): generation ${opened.generation} begins with row ${opened.firstSeq}.`
    return { lines: [line], fields: { opened, lost }, ok: true }
  })
}
