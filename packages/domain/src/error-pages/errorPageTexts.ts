import type { ErrorCode } from '../errors/errorTable.ts'
import type { NotLost } from './notLost.ts'
import type { PageText } from './pageText.ts'

/** Texts of an error's page beside the sentence of the table. A page without them repeats parts of the sentence. */
export type ErrorPage = {
  /** Describes the error instead of the first sentence of the table. */
  readonly happened?: PageText
  /** Another paragraph about the error. */
  readonly detail?: PageText
  /** Advice, instead of the remaining sentences of the table and the line about trying again. */
  readonly advice?: PageText
  /** True when the line about trying again follows `advice`. */
  readonly again?: true
  /** More paragraphs of advice. */
  readonly steps?: PageText
  /** Lists what the error did not change, where it differs from the line of the area. */
  readonly notLost?: NotLost | PageText
}

/** Texts of pages by error code. */
export type ErrorPages = { readonly [Code in ErrorCode]?: ErrorPage }
