import type { ErrorCode } from './errorTable.ts'

/** One wrong field of a request. */
export type FieldProblem = {
  readonly in: 'body' | 'query' | 'path' | 'header'
  /** Where it is, as a JSON pointer: `/kinds/0`. Empty for the whole. */
  readonly pointer: string
  readonly code: ErrorCode
  /** What is allowed there, for a person: "a whole number from 1 to 720". */
  readonly detail: string
}
