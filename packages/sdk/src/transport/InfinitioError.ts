/** A wrong field of a request: the part of the request that contains it, its JSON pointer, an error code, and the allowed values. */
export type WrongField = { readonly in: string; readonly pointer: string; readonly code: string; readonly detail: string }

/**
 * An error that the API returned, or the error that no answer arrived (`api.unreachable`). `code` is from the error table. `sentence` explains to a person what
 * happened and what to do, and `detail` shows the part of the request or the amounts that it is about. `message` has the sentence, the detail and the code. `status` is the HTTP status, or 0 if no answer arrived.
 */
export class InfinitioError extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: string
  readonly detail: string
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
  /** All wrong fields of the request, each with its allowed values; empty if no field was wrong. */
  readonly errors: readonly WrongField[]
  /** If the market refused to relay a signed message because of its cost: the contract call that anyone can send instead. Otherwise null. */
  readonly call: { readonly to: string; readonly data: string } | null
  /** The lease that runs and is charged although the call failed: `rent` waited too long for it. Otherwise null. */
  readonly leaseId: string | null

  constructor(facts: {
    code: string
    status: number
    sentence: string
    detail: string
    requestId: string | null
    retryAfterSeconds: number | null
    errors?: readonly WrongField[]
    call?: { readonly to: string; readonly data: string }
    leaseId?: string | null
    cause?: unknown
  }) {
    super(`${facts.sentence}${facts.detail === '' ? '' : ` [${facts.detail}]`} (${facts.code})`, { cause: facts.cause })
    this.name = 'InfinitioError'
    this.code = facts.code
    this.status = facts.status
    this.sentence = facts.sentence
    this.detail = facts.detail
    this.requestId = facts.requestId
    this.retryAfterSeconds = facts.retryAfterSeconds
    this.errors = facts.errors ?? []
    this.call = facts.call ?? null
    this.leaseId = facts.leaseId ?? null
  }
}
