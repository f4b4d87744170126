import { randomBytes } from 'node:crypto'
import { findReviewEntry, readHeadBlock, removeReviewText } from '@infinitio/db'
import { isPlainReviewText, removesText } from '@infinitio/domain'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/**
 * Removes the text of a review or of an answer, and appends the reason to the public list of reviews. The stars count as before. The hash of the text remains
 * in its entry, so the list still shows that the text existed.
 */
export async function hideReview({ api }: Pick<AdminContext, 'api'>, number: bigint, reason: string): Promise<AdminAnswer> {
  const entry = await findReviewEntry(api, { number })
  if (entry === null || removesText(entry.kind)) return refused(`There is no review or answer with number ${number}.`)
  if (!isPlainReviewText(reason)) return refused('The reason is public: give at most 1,000 characters of plain text.')
  const block = await readHeadBlock(api)
  if (block === null) return refused('The market has no block yet.')
  const hiding = { kind: 'hiding', reason, salt: `0x${randomBytes(32).toString('hex')}`, at: block.timestamp } as const
  const stored = await api.transaction((tx) => removeReviewText(tx, entry, hiding))
  if (stored === null) return refused(`The text of entry ${number} was removed earlier.`)
  return {
    lines: [`The text of entry ${number} is hidden. Entry ${stored} of the public list has the reason.`],
    fields: { number, hiding: stored },
    ok: true,
  }
}

function refused(line: string): AdminAnswer {
  return { lines: [line], fields: {}, ok: false }
}
