import type { ErrorCode } from '@infinitio/domain'
import type { z } from 'zod'

/**
 * Who may call: anyone (`public`), anyone but told apart when signed in (`optional`), a signed-in account, the agent of a machine with its node session, or a
 * caller on this machine who has its token (`local`).
 */
export type Access = 'public' | 'optional' | 'account' | 'node' | 'local'

/**
 * What a session key that has signed in may do at an endpoint: anything it names (`any`), or only with a lease in the path that this key rented (`ownLease`).
 * An endpoint without a right refuses keys (ADR 98). Endpoints that anybody may call do not ask: orders and statements that a key signed are judged by their
 * signature. A hold of a key takes no money, and its secrets go to leases that it rented: their handlers see to that.
 */
export type KeyRight = 'any' | 'ownLease'

/**
 * What a call of the client takes, in order. Each is the name of a parameter of the path, `body` or `query` for all of it, or `body.field` or `query.field`
 * for one field. A `?` at the end makes an argument optional. A record instead of a list means one object with these names; its name `...` stands for the
 * rest of the object.
 */
export type Takes = readonly string[] | Readonly<Record<string, string>>

/** One endpoint of the API: how it is called, what it costs, and what it answers. The server binds a handler to it; nothing here runs. */
export type EndpointDescription = {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Below /api/v1, with parameters in braces. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** What a signed-in session key may do here; null where only the account itself may call. */
  readonly keyRight: KeyRight | null
  /** True if an API token may call it too. Where a key has a right, a token may read (GET) anyway; this opens what prepares, or gives the token up. */
  readonly byToken: boolean
  /** Tokens it takes from the buckets of the caller's address and account. */
  readonly cost: number
  /** Tokens beyond `cost` for the work that a body asks for; null where all bodies cost the same. */
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every shape; `endpoint` checked each against its schemas.
  readonly extraCost: ((body: any) => number) | null
  readonly params: z.ZodType | null
  readonly query: z.ZodType | null
  readonly body: z.ZodType | null
  /** Most bytes of its body. */
  readonly mostBytes: number
  /** How long it may take, milliseconds; longer for what carries a file. */
  readonly deadlineMs: number
  readonly answer: z.ZodType | null
  /** Media type of the answer. For a stream, `answer` describes one event or one line of it. */
  readonly answerType: string
  readonly status: 200 | 202 | 204
  /** Codes that the handler can refuse with. The door adds its own to each endpoint. */
  readonly codes: readonly ErrorCode[]
  /** True if it takes an Idempotency-Key. */
  readonly idempotent: boolean
  /** True if its answer holds a secret, such as a token. A repetition then gets it only in the same session, and it is never compressed. */
  readonly secretAnswer: boolean
  /** The arguments of the client's call; null where the client has no call for it, or opens it by hand (streams and files). */
  readonly takes: Takes | null
}

const usual = {
  keyRight: null,
  byToken: false,
  extraCost: null,
  params: null,
  query: null,
  body: null,
  mostBytes: 65_536,
  // Longer than any query should take, short enough that a person waits for it.
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

/** Describes an endpoint. What the description leaves out is as usual: no parameters, no key right, 64 KiB, 8 s, JSON and status 200. */
export function endpoint<const S extends Spec>(
  spec: S & { extraCost?: (body: S['body'] extends z.ZodType ? z.output<S['body']> : null) => number },
): Described<S> {
  return { ...usual, ...spec } as unknown as Described<S>
}
