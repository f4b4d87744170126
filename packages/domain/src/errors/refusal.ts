import type { ErrorCode } from './errorTable.ts'
import type { FieldProblem } from './fieldProblem.ts'

/** The refusal of a request by a rule. `detail` is only for the log; the sentence for a person is in the error table. */
export type Refusal = {
  readonly rejected: ErrorCode
  readonly detail?: string
  /** Each wrong field of the request, if any. */
  readonly errors?: readonly FieldProblem[]
  /** A contract call by which the person can do the refused act without this market. */
  readonly call?: { readonly to: string; readonly data: string }
}

/** Returns true if a result is a refusal. */
export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'rejected' in result
}
