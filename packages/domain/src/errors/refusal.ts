import type { ErrorCode } from './errorTable.ts'
import type { FieldProblem } from './fieldProblem.ts'

/** The refusal of a request by a rule. `rejected` is the error code. `detail` is only for the log, because the sentence for a person is in the error table. */
export type Refusal = {
  readonly rejected: ErrorCode
  readonly detail?: string
  /** The wrong fields of the request, if there are any. */
  readonly errors?: readonly FieldProblem[]
  /** A contract call with which the person can carry out the refused act directly, without this market. */
  readonly call?: { readonly to: string; readonly data: string }
}

/** Returns true if a result is a refusal. */
export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'rejected' in result
}
