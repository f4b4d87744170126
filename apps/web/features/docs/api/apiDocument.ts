import { z } from 'zod'

/** A JSON Schema as the OpenAPI document contains it. The pages ignore keywords that they do not know. */
export type ApiSchema = { readonly [key: string]: unknown }

const schema = z.record(z.string(), z.unknown())
const content = z.record(z.string(), z.object({ schema, example: z.unknown().optional() }))
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.tuple([z.string()]),
  security: z.array(z.record(z.string(), z.unknown())),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean(), description: z.string().optional(), schema }))
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: content.optional() })),
})
/** Parses those parts of our OpenAPI document that the pages show. */
export const apiDocument = z.object({
  info: z.object({ description: z.string() }),
  servers: z.array(z.object({ url: z.string() })).min(1),
  tags: z.array(z.object({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schema) }),
})
export type ApiDocument = z.output<typeof apiDocument>

/** Holds one endpoint with its method and path. */
export type ApiOperation = z.output<typeof operation> & { readonly method: string; readonly path: string }

/** Returns the endpoints of one tag, or of all tags for null, in document order. */
export function operationsOf({ paths }: ApiDocument, tag: string | null): ApiOperation[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]) => ({ ...found, method: method.toUpperCase(), path })),
  )
  return tag === null ? all : all.filter(({ tags }) => tags[0] === tag)
}
