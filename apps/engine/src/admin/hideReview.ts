import { appendReviewEntry, findReviewEntry } from '@infinitio/db'
import { isPlainReviewText, reviewTextHash } from '@infinitio/domain'
import type { AdminHouse } from './adminHouse.ts'
import type { AdminAnswer } from './audited.ts'

/**
 * Hides the text of a review or an answer from pages and from the API, and appends the reason to the public list of reviews. The stars count as
 * before, and the entry's hash remains, so the list still shows that the text existed.
 */
export async function hideReview({ api, nowMs }: Pick<AdminHouse, 'api' | 'nowMs'>, number: bigint, reason: string): Promise<AdminAnswer> {
  const entry = await findReviewEntry(api, { number })
  if (entry === null || entry.kind === 'hiding') return refused(`There is no review or answer with number ${number}.`)
  if (!isPlainReviewText(reason)) return refused('The reason is public: give at most 1,000 characters of plain text.')
  const { leaseId, leaseKey, node, side, subject } = entry
  const about = { kind: 'hiding', target: number, leaseId, leaseKey, node, side, subject, author: null, stars: null, funder: null } as const
  const hiding = { ...about, text: reason, textHash: reviewTextHash(reason), fees: 0n, signature: null, at: BigInt(Math.floor(nowMs() / 1_000)) }
  const stored = await api.transaction((tx) => appendReviewEntry(tx, hiding))
  if (stored === null) return refused(`The text of entry ${number} is hidden already.`)
  return {
    lines: [`The text of entry ${number} is hidden. Entry ${stored} of the public list has the reason.`],
    fields: { number, hiding: stored },
    ok: true,
  }
}

function refused(line: string): AdminAnswer {
  return { lines: [line], fields: {}, ok: false }
}
