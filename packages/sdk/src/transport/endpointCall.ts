import type { EndpointDescription } from '@infinitio/endpoints'
import type { z } from 'zod'
import type { ApiRequest, Transport } from './createTransport.ts'

/** The type of an argument in a path or a query. A text may also be given as a number, which is sent as text. */
type InAddress<Value> = string extends Value ? Value | number | bigint : Value
type QueryOf<S> = S extends z.ZodType ? { [K in keyof z.input<S>]: InAddress<z.input<S>[K]> } : never
type BodyOf<S> = S extends z.ZodType ? z.input<S> : never

/** The type of one argument that an endpoint's description lists in `takes`. */
type Argument<E extends EndpointDescription, Name extends string> = Name extends 'body'
  ? BodyOf<E['body']>
  : Name extends 'query'
    ? QueryOf<E['query']>
    : Name extends `body.${infer Field}`
      ? FieldOf<BodyOf<E['body']>, Field>
      : Name extends `query.${infer Field}`
        ? FieldOf<QueryOf<E['query']>, Field>
        : FieldOf<QueryOf<E['params']>, Name>
type FieldOf<Value, Field extends string> = Field extends keyof Value ? Value[Field] : never

type Positional<E extends EndpointDescription, Names extends readonly unknown[]> = Names extends readonly [infer First extends string, ...infer Rest]
  ? First extends `${infer Name}?`
    ? [argument?: Argument<E, Name>, ...rest: Positional<E, Rest>]
    : [argument: Argument<E, First>, ...rest: Positional<E, Rest>]
  : []
type Named<E extends EndpointDescription, Names> = {
  [Key in Exclude<keyof Names, '...'>]: Names[Key] extends string ? Argument<E, Names[Key]> : never
} & ('...' extends keyof Names ? (Names['...'] extends string ? Argument<E, Names['...']> : unknown) : unknown)

/** The arguments of an endpoint's call, from its description. */
export type CallArguments<E extends EndpointDescription> = E['takes'] extends readonly unknown[]
  ? Positional<E, E['takes']>
  : [parts: Named<E, E['takes']>]

/** The result of an endpoint's call: its parsed JSON answer, or nothing for an endpoint that answers without a body. */
export type CallAnswer<E extends EndpointDescription> = E['answer'] extends z.ZodType
  ? z.output<E['answer']>
  : // biome-ignore lint/suspicious/noConfusingVoidType: it is what the promise of a call without an answer holds.
    void

/** The function that calls one endpoint. Throws InfinitioError with the code of the API's error. */
export type EndpointCall<E extends EndpointDescription> = (transport: Transport, ...args: CallArguments<E>) => Promise<CallAnswer<E>>

type Places = readonly string[] | Readonly<Record<string, string>>

/**
 * Creates the function that calls an endpoint. `places` says, for each argument, which part of the request carries it (path, query or body); it is the field
 * `takes` of the endpoint's description without the "?" of optional arguments. Of the description, the function uses only the types, so that no schema reaches
 * the browser. Every page loads this file, so keep it small.
 */
export function endpointCall<E extends EndpointDescription>(path: string, method: ApiRequest['method'], places: Places = []): EndpointCall<E> {
  return (transport, ...args) => {
    const request: ApiRequest = { method, path }
    if (isList(places)) for (const [at, place] of places.entries()) put(request, place, args[at])
    else {
      const { ...rest } = args[0] as Record<string, unknown>
      for (const name in places) {
        if (name === '...') continue
        put(request, places[name] as string, rest[name])
        delete rest[name]
      }
      if (places['...'] !== undefined) put(request, places['...'], rest)
    }
    return transport.send<CallAnswer<E>>(request)
  }
}

function isList(places: Places): places is readonly string[] {
  return Array.isArray(places)
}

/**
 * Writes an argument into the path, the query or the body of a request. Encodes a path argument; omits an undefined
 * query or body.
 */
function put(request: ApiRequest, place: string, value: unknown): void {
  const [whole, field] = place.split('.') as ['body' | 'query', string?]
  if (whole !== 'body' && whole !== 'query') request.path = request.path.replace(`{${place}}`, encodeURIComponent(String(value)))
  else if (value !== undefined) Object.assign(request, { [whole]: field === undefined ? value : { ...(request[whole] as object), [field]: value } })
}
