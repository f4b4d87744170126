/** A wrong field of a request: in which part it is, the JSON pointer to it, its code, and what is allowed. */
export type WrongField = { readonly in: string; readonly pointer: string; readonly code: string; readonly detail: string }

/**
 * A refusal of the API, or no answer at all (`api.unreachable`). `code` is a code of the error table, `sentence` says to a
 * person what happened and what to do, `detail` is for logs. `status` is 0 when no answer came.
 */
export class InfinitioError extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: string
  readonly detail: string
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
  /** Each wrong field of the request with what is allowed there; empty where no field was wrong. */
  readonly errors: readonly WrongField[]
  /** Of a relay that is refused for its cost: the contract call by which anybody can send it; null otherwise. */
  readonly call: { readonly to: string; readonly data: string } | null

  constructor(facts: {
    code: string
    status: number
    sentence: string
    detail: string
    requestId: string | null
    retryAfterSeconds: number | null
    errors?: readonly WrongField[]
    call?: { readonly to: string; readonly data: string }
    cause?: unknown
  }) {
    super(`${facts.sentence} (${facts.code})`, { cause: facts.cause })
    this.name = 'InfinitioError'
    this.code = facts.code
    this.status = facts.status
    this.sentence = facts.sentence
    this.detail = facts.detail
    this.requestId = facts.requestId
    this.retryAfterSeconds = facts.retryAfterSeconds
    this.errors = facts.errors ?? []
    this.call = facts.call ?? null
  }
}
