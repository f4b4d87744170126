import type { Refusal } from '@infinitio/domain'
import type { EndpointDescription } from '@infinitio/endpoints'
import type { z } from 'zod'
import type { Call, Endpoint } from './endpoint.ts'

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : null
/** A parameter that the address lacks is a key that the parsed query lacks, never one that holds undefined. */
type ParsedQuery<Schema> = Schema extends z.ZodType ? { [Key in keyof z.output<Schema>]: Exclude<z.output<Schema>[Key], undefined> } : null
type Answer<Schema> = Schema extends z.ZodType ? z.input<Schema> : null

/** The use case behind an endpoint. It gives the answer, a refusal, or a Response of its own (streams and files). */
type Handler<E extends EndpointDescription> = (
  call: Call<Parsed<E['params']>, ParsedQuery<E['query']>, Parsed<E['body']>>,
) => Promise<Answer<E['answer']> | Refusal | Response>

/**
 * Puts a handler behind each of these descriptions. A description without a handler and a handler without a description are type errors, and so are a handler
 * that reads what the schemas do not parse and one that answers something else.
 */
export function bindEndpoints<E extends Readonly<Record<string, EndpointDescription>>>(
  descriptions: E,
  handlers: { readonly [Name in keyof E]: Handler<E[Name]> },
): Endpoint[] {
  return Object.entries(descriptions).map(([name, description]) => ({ ...description, name, handle: handlers[name as keyof E] }))
}
