import type { ErrorCode } from '@infinitio/domain'
import type { z } from 'zod'

/**
 * The permitted callers. `public`: anyone. `optional`: anyone; if the caller is signed in, the handler gets the account. `account`: a signed-in account.
 * `node`: the agent of a machine with its node session. `local`: a caller on this machine who has its token.
 */
export type Access = 'public' | 'optional' | 'account' | 'node' | 'local'

/**
 * The right of a signed-in session key at an endpoint.
 * - `any`: the key may send any request.
 * - `ownLease`: the key may send only requests whose path names a lease that this key rented.
 * An endpoint without a right refuses session keys. Public endpoints do not check this right, because there the signature of the order or message
 * decides. Handlers check two more rules: a hold of a key reserves no money, and a key may send secrets only to leases that it rented.
 */
export type KeyRight = 'any' | 'ownLease'

/**
 * The arguments of a client's call, in order. Each one names a part of the request: a path parameter, `body` or `query` for all of it, or `body.field` or
 * `query.field` for one field. A `?` at the end makes the argument optional. If this is a record and not a list, the call takes one object with these names;
 * the name `...` in it means all remaining fields.
 */
export type Takes = readonly string[] | Readonly<Record<string, string>>

/** The description of one API endpoint: its path, its cost and its answer. The server connects it with a handler; this package only has the descriptions. */
export type EndpointDescription = {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** The path below /api/v1, with parameters in braces. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** The right of a signed-in session key at this endpoint; null if only the account itself may call it. */
  readonly keyRight: KeyRight | null
  /**
   * True if an API token of a session key may send requests other than GET to this endpoint. Such requests only prepare a transaction, or revoke the token. GET
   * requests need only the right of the session key (`keyRight`).
   */
  readonly byToken: boolean
  /**
   * The number of rate-limit tokens that a request costs. They are taken from the bucket of the caller's address and, if the caller is signed in, from that of
   * the account.
   */
  readonly cost: number
  /** Returns how many rate-limit tokens a body costs in addition to `cost`; null if all bodies cost the same. */
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every shape; `endpoint` checked each against its schemas.
  readonly extraCost: ((body: any) => number) | null
  readonly params: z.ZodType | null
  readonly query: z.ZodType | null
  readonly body: z.ZodType | null
  /**
   * The pattern of the positions in a list, for an endpoint with `cursor` in its query and `nextCursor` in its answer; null for any other endpoint. The handler
   * receives and returns positions. The server translates them from and into cursors.
   */
  readonly position: RegExp | null
  /** The maximum size of the request's body, in bytes. */
  readonly mostBytes: number
  /** The maximum duration of a request, in milliseconds. It is longer for endpoints that transfer a file. */
  readonly deadlineMs: number
  readonly answer: z.ZodType | null
  /** The media type of the answer. For a stream, `answer` describes one event or one line. */
  readonly answerType: string
  readonly status: 200 | 202 | 204
  /** The error codes that the handler can return. To these the server adds the codes of the checks that it makes for each endpoint. */
  readonly codes: readonly ErrorCode[]
  /** True if the endpoint accepts an Idempotency-Key. */
  readonly idempotent: boolean
  /**
   * True if the answer contains a secret, such as a token. A repeated request then gets the answer only in the same session, and the answer is never
   * compressed.
   */
  readonly secretAnswer: boolean
  /** The arguments of the client's call; null if the client has no call for the endpoint, or opens it by hand (streams and files). */
  readonly takes: Takes | null
}

const usual = {
  keyRight: null,
  byToken: false,
  extraCost: null,
  params: null,
  query: null,
  body: null,
  position: null,
  mostBytes: 65_536,
  // Default limit of a request in milliseconds: longer than any query should take, and short enough for a person who waits.
  deadlineMs: 8_000,
  answer: null,
  answerType: 'application/json',
  status: 200,
  codes: [],
  idempotent: false,
  secretAnswer: false,
} as const

type Optional = keyof typeof usual
type Spec = Omit<EndpointDescription, Optional> & Partial<Pick<EndpointDescription, Optional>>
type Described<S extends Spec> = Omit<EndpointDescription, keyof S> & Omit<typeof usual, keyof S> & S

/**
 * Describes an endpoint and fills in the defaults: no parameters, no right for session keys, bodies up to 64 KiB, 8 s per request, JSON as the answer, and
 * status 200. Adds `api.cursor_invalid` to the codes of a list.
 */
export function endpoint<const S extends Spec>(
  spec: S & { extraCost?: (body: S['body'] extends z.ZodType ? z.output<S['body']> : null) => number },
): Described<S> {
  // Each list can refuse a cursor, so its description need not name the code.
  const codes = [...(spec.codes ?? []), ...(spec.position == null ? [] : (['api.cursor_invalid'] as const))]
  return { ...usual, ...spec, codes } as unknown as Described<S>
}
