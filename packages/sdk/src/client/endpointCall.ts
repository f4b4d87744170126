import type { EndpointDescription } from '@infinitio/endpoints'
import type { z } from 'zod'
import type { ApiRequest, Transport } from './createTransport.ts'

/** What stands in an address: text, or a number that is written as text. */
type InAddress<Value> = string extends Value ? Value | number | bigint : Value
type QueryOf<S> = S extends z.ZodType ? { [K in keyof z.input<S>]: InAddress<z.input<S>[K]> } : never
type BodyOf<S> = S extends z.ZodType ? z.input<S> : never

/** What stands for one name in `takes` of a description. */
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

/** The arguments of an endpoint's call, as its description names them. */
export type CallArguments<E extends EndpointDescription> = E['takes'] extends readonly unknown[]
  ? Positional<E, E['takes']>
  : [parts: Named<E, E['takes']>]

/** What an endpoint's call answers with: the JSON of its answer, or nothing. */
export type CallAnswer<E extends EndpointDescription> = E['answer'] extends z.ZodType
  ? z.output<E['answer']>
  : // biome-ignore lint/suspicious/noConfusingVoidType: it is what the promise of a call without an answer holds.
    void

/** The call of one endpoint. Throws InfinitioError with the code of the refusal. */
export type EndpointCall<E extends EndpointDescription> = (transport: Transport, ...args: CallArguments<E>) => Promise<CallAnswer<E>>

/**
 * Makes the call of an endpoint from its method, its path and what it takes; only its types come from the description, so that no schema reaches the
 * browser. `generated/calls.ts` holds one for each endpoint.
 */
export function endpointCall<E extends EndpointDescription>(
  method: ApiRequest['method'],
  path: string,
  takes: readonly string[] | Readonly<Record<string, string>>,
): EndpointCall<E> {
  return (transport, ...args) => transport.send<CallAnswer<E>>(requestOf({ method, path }, takes, args))
}

/** The request that arguments make. Parameters of the path are encoded; a query that was left out is empty. */
function requestOf(
  endpoint: Pick<ApiRequest, 'method' | 'path'>,
  takes: readonly string[] | Readonly<Record<string, string>>,
  args: readonly unknown[],
) {
  const request: ApiRequest = { ...endpoint }
  for (const [name, value] of argumentsOf(takes, args)) put(request, name, value)
  return request
}

function argumentsOf(takes: readonly string[] | Readonly<Record<string, string>>, args: readonly unknown[]): [name: string, value: unknown][] {
  if (isList(takes)) return takes.map((name, at) => [name.replace(/\?$/, ''), args[at]])
  const { ...parts } = args[0] as Record<string, unknown>
  const named = Object.entries(takes).filter(([key]) => key !== '...')
  const placed = named.map(([key, name]): [string, unknown] => [name, parts[key]])
  for (const [key] of named) delete parts[key]
  return takes['...'] === undefined ? placed : [...placed, [takes['...'], parts]]
}

function isList(takes: readonly string[] | Readonly<Record<string, string>>): takes is readonly string[] {
  return Array.isArray(takes)
}

function put(request: ApiRequest, name: string, value: unknown): void {
  const [whole, field] = name.split('.')
  if (whole !== 'body' && whole !== 'query') {
    request.path = request.path.replace(`{${name}}`, encodeURIComponent(String(value)))
    return
  }
  if (value === undefined) return
  const all = field === undefined ? value : { ...(request[whole] as object | undefined), [field]: value }
  if (whole === 'body') request.body = all
  else request.query = all as NonNullable<ApiRequest['query']>
}
