import type { ErrorCode } from './errorTable.ts'
import type { FieldProblem } from './fieldProblem.ts'

/** A rule said no. `detail` is for the log, never for the person: their sentence is in the error table. */
export type Refusal = {
  readonly rejected: ErrorCode
  readonly detail?: string
  /** Each wrong field of the request, where fields were wrong. */
  readonly errors?: readonly FieldProblem[]
  /** The contract call by which a person can do alone what was refused. */
  readonly call?: { readonly to: string; readonly data: string }
}

/** True when a result is a refusal. */
export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'rejected' in result
}
