import type { ErrorCode } from '../errors/errorTable.ts'
import type { NotLost } from './notLost.ts'
import type { PageText } from './pageText.ts'

/** Texts that an error's page shows in addition to the sentence in the error table. A page without such texts uses the sentences of the table only. */
export type ErrorPage = {
  /** Describes the error. The page shows this instead of the first sentence that the error table has for the error. */
  readonly happened?: PageText
  /** A further paragraph about the error. */
  readonly detail?: PageText
  /** Advice to the reader. The page shows this instead of the further sentences of the error table and instead of the line about trying again. */
  readonly advice?: PageText
  /** If true, the page shows the line about trying again after `advice`. */
  readonly again?: true
  /** More paragraphs of advice. */
  readonly steps?: PageText
  /** The line about what the error did not change. Set it when the default line for the error's area (the word before the point of its code) does not fit. */
  readonly notLost?: NotLost | PageText
}

/** Texts of pages by error code. */
export type ErrorPages = { readonly [Code in ErrorCode]?: ErrorPage }
