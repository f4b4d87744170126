import type { ErrorCode } from './errorTable.ts'
import type { FieldProblem } from './fieldProblem.ts'

/** A rule refused the request. `detail` is only for the log; the person's sentence is in the error table. */
export type Refusal = {
  readonly rejected: ErrorCode
  readonly detail?: string
  /** Each wrong field of the request, if any. */
  readonly errors?: readonly FieldProblem[]
  /** A contract call with which the person can do the refused act without us. */
  readonly call?: { readonly to: string; readonly data: string }
}

/** True when a result is a refusal. */
export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'rejected' in result
}
