import type { ErrorCode } from './errorTable.ts'

/** One wrong field of a request. */
export type FieldProblem = {
  readonly in: 'body' | 'query' | 'path' | 'header'
  /** The JSON pointer to the field within its part of the request, such as `/kinds/0`. Empty if the whole part is wrong. */
  readonly pointer: string
  readonly code: ErrorCode
  /** A description of the allowed values for a person: "must be a whole number from 1 to 720". */
  readonly detail: string
}
