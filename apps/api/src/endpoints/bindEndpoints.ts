import type { Refusal } from '@infinitio/domain'
import type { EndpointDescription } from '@infinitio/endpoints'
import type { z } from 'zod'
import type { JsonText } from '../http/jsonText.ts'
import type { Call, Endpoint } from './endpoint.ts'

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : null
/** The type of a parsed query. A parameter that is missing in the URL is missing in the query, too; it is never present with the value undefined. */
type ParsedQuery<Schema> = Schema extends z.ZodType ? { [Key in keyof z.output<Schema>]: Exclude<z.output<Schema>[Key], undefined> } : null
type Answer<Schema> = Schema extends z.ZodType ? z.input<Schema> : null

/**
 * Handles the requests of an endpoint. Returns the answer as the description defines it, the same as JSON text, a refusal, or a complete Response for streams
 * and files.
 */
type Handler<E extends EndpointDescription> = (
  call: Call<Parsed<E['params']>, ParsedQuery<E['query']>, Parsed<E['body']>>,
) => Promise<Answer<E['answer']> | JsonText<Answer<E['answer']>> | Refusal | Response>

/**
 * Connects each endpoint description with its handler. It is a type error if a description has no handler, if a handler has no description, if a handler reads
 * a field that the schemas do not parse, or if it returns another answer than described.
 */
export function bindEndpoints<E extends Readonly<Record<string, EndpointDescription>>>(
  descriptions: E,
  handlers: { readonly [Name in keyof E]: Handler<E[Name]> },
): Endpoint[] {
  return Object.entries(descriptions).map(([name, description]) => ({ ...description, name, handle: handlers[name as keyof E] }))
}
