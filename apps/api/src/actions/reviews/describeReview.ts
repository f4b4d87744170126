import type { ReviewEntryRow, ShownReviewRow } from '@infinitio/db'
import type { ReviewEntryWire, ReviewWire } from '@infinitio/domain/wire'

/** Returns a review as the API shows it. Pure. */
export function describeReview(row: ShownReviewRow): ReviewWire {
  const { number, leaseId, node, side, author, subject, stars, fees, funder, sharedFunder, at, hash, answerNumber } = row
  return {
    ...{ number: number.toString(), leaseId: leaseId.toString(), node, side, author, subject, stars },
    ...shownText(row.text, { reason: row.hiddenReason, at: row.hiddenAt }),
    ...{ fees: fees.toString(), funder, sharedFunder, at: Number(at), hash },
    answer:
      answerNumber === null
        ? null
        : {
            number: answerNumber.toString(),
            ...shownText(row.answerText, { reason: row.answerHiddenReason, at: row.answerHiddenAt }),
            at: Number(row.answerAt),
          },
  }
}

function shownText(text: string | null, { reason, at }: { reason: string | null; at: bigint | null }): Pick<ReviewWire, 'text' | 'hidden'> {
  return at === null ? { text, hidden: null } : { text: null, hidden: { reason: reason ?? '', at: Number(at) } }
}

/** Returns an entry of the list as the API shows it. Pure. */
export function describeReviewEntry({ number, target, leaseId, fees, at, ...entry }: ReviewEntryRow): ReviewEntryWire {
  const numbers = { number: number.toString(), target: target.toString(), leaseId: leaseId.toString(), fees: fees.toString() }
  return { ...entry, ...numbers, at: Number(at) }
}
