import type { ErrorCode } from '../errors/errorTable.ts'
import type { NotLost } from './notLost.ts'
import type { PageText } from './pageText.ts'

/** What the page of an error says besides the sentence of the table. A page without it repeats the sentence in its parts. */
export type ErrorPage = {
  /** What happened, in place of the first sentence of the table's text. */
  readonly happened?: PageText
  /** A further paragraph about what happened. */
  readonly detail?: PageText
  /** What to do, in place of the rest of the table's text and of the line about trying again. */
  readonly advice?: PageText
  /** True when the line about trying again follows `advice` as well. */
  readonly again?: true
  /** Further paragraphs about what to do. */
  readonly steps?: PageText
  /** What the error leaves as it was, where it differs from the line of the area. */
  readonly notLost?: NotLost | PageText
}

/** Texts of pages by the code of their error. */
export type ErrorPages = { readonly [Code in ErrorCode]?: ErrorPage }
