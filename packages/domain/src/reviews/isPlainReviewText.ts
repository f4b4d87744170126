import { reviewLimits } from './review.ts'

/**
 * Matches characters that can make a text look like another one: control characters except the line end; characters that change the direction of text, have no
 * width or look empty; tags; and halves of a surrogate pair.
 */
const deceptive =
  /[^\P{Cc}\n]|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Cs}]/u
/** Matches five combining marks on one letter. Languages need only a few; a stack of them would cover the lines above. */
const stackedMarks = /\p{M}{5}/u

/**
 * Returns true if a text is allowed as a review or an answer: within the limits, without deceptive characters, without stacks of combining marks (accents), and
 * without space at its ends. Pages show such a text without markup.
 */
export function isPlainReviewText(text: string): boolean {
  const isShort = text.length <= reviewLimits.text || [...text].length <= reviewLimits.text
  return isShort && text === text.trim() && text.split('\n').length <= reviewLimits.lines && !deceptive.test(text) && !stackedMarks.test(text)
}
