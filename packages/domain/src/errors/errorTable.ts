import { accountErrors } from './accountErrors.ts'
import { apiErrors } from './apiErrors.ts'
import { artefactErrors } from './artefactErrors.ts'
import { attestationErrors } from './attestationErrors.ts'
import { authErrors } from './authErrors.ts'
import { chainErrors } from './chainErrors.ts'
import { emissionErrors } from './emissionErrors.ts'
import type { ErrorRow } from './errorRow.ts'
import { holdErrors } from './holdErrors.ts'
import { journalErrors } from './journalErrors.ts'
import { leaseErrors } from './leaseErrors.ts'
import { marketErrors } from './marketErrors.ts'
import { nodeErrors } from './nodeErrors.ts'
import { orderErrors } from './orderErrors.ts'
import { proofErrors } from './proofErrors.ts'
import { provideErrors } from './provideErrors.ts'
import { serviceErrors } from './serviceErrors.ts'
import { servingErrors } from './servingErrors.ts'
import { moveErrors, snapshotErrors } from './snapshotErrors.ts'
import { taskErrors } from './taskErrors.ts'
import { walletErrors } from './walletErrors.ts'

const table = {
  ...orderErrors,
  ...holdErrors,
  ...leaseErrors,
  ...accountErrors,
  ...authErrors,
  ...chainErrors,
  ...marketErrors,
  ...nodeErrors,
  ...provideErrors,
  ...apiErrors,
  ...walletErrors,
  ...attestationErrors,
  ...journalErrors,
  ...proofErrors,
  ...artefactErrors,
  ...snapshotErrors,
  ...moveErrors,
  ...emissionErrors,
  ...taskErrors,
  ...serviceErrors,
  ...servingErrors,
}

/**
 * The type of all error codes. Each has the form `area.reason`. Each has a page on the site, `/docs/errors/<code>`, which `error-pages` makes from this table.
 */
export type ErrorCode = keyof typeof table

/** The only table of errors. The compiler checks that it has a row for each `ErrorCode`. */
export const errorTable: Readonly<Record<ErrorCode, ErrorRow>> = table

/** Returns true if a text is an error code of the table. Use it for data from outside. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorTable, text)
}
