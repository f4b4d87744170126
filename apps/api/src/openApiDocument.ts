import { type ErrorCode, errorTable, localTokenHeader } from '@infinitio/domain'
import { problemWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import type { Endpoint } from './endpoints/endpoint.ts'

const doorCodes: readonly ErrorCode[] = [
  'api.rate_limited',
  'api.internal',
  'api.database_unavailable',
  'auth.host_refused',
  'auth.origin_refused',
  'auth.signing_key_sent',
]
const bodyCodes: readonly ErrorCode[] = [
  'api.malformed_body',
  'api.unknown_field',
  'api.invalid_field',
  'api.number_too_large',
  'api.bad_address',
  'api.body_too_large',
  'api.body_too_deep',
  'api.unsupported_media_type',
]
const accessCodes: Readonly<Record<Endpoint['access'], readonly ErrorCode[]>> = {
  public: [],
  optional: [],
  account: [
    ...(['auth.session_missing', 'auth.session_expired', 'auth.session_revoked', 'auth.token_invalid'] as const),
    ...(['auth.key_not_allowed', 'auth.token_reads_only', 'auth.session_key_expired', 'auth.session_key_revoked'] as const),
  ],
  node: ['auth.session_missing', 'auth.token_invalid'],
  local: ['auth.local_token_needed'],
}
/** Which token an endpoint takes; the empty choice is nobody. */
const accessSecurity: Readonly<Record<Endpoint['access'], readonly object[]>> = {
  public: [],
  optional: [{}, { session: [] }],
  account: [{ session: [] }],
  node: [{ node: [] }],
  local: [{ local: [] }],
}

/** Every code an endpoint can answer with: its own and those of the door before it. */
export function codesOf(endpoint: Endpoint): ErrorCode[] {
  const parsing: readonly ErrorCode[] =
    endpoint.params !== null || endpoint.query !== null ? ['api.invalid_field', 'api.number_too_large', 'api.unknown_field'] : []
  const keys: readonly ErrorCode[] = endpoint.idempotent ? ['api.invalid_field', 'api.idempotency_conflict', 'api.idempotency_in_progress'] : []
  return [
    ...new Set([...endpoint.codes, ...accessCodes[endpoint.access], ...(endpoint.body === null ? [] : bodyCodes), ...parsing, ...keys, ...doorCodes]),
  ]
}

/** JSON Schema as it stands in the document. */
type JsonSchema = { readonly [key: string]: unknown }

/**
 * The OpenAPI 3.1 document of the endpoints, from the schemas they parse with: what it allows is what they take, but for the few rules between
 * fields that no schema says.
 */
export function openApiDocument(endpoints: readonly Endpoint[], { publicUrl }: { publicUrl: string }): object {
  const schemas: Record<string, JsonSchema> = {}
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: describe(endpoint, schemas) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Infinitio API',
      version: '1',
      description: 'A market for GPU time. Errors are problem+json with a stable code; amounts are decimal strings of base units (1e-18).',
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1))),
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'Token of POST /session (or its cookie).' },
        node: { type: 'http', scheme: 'bearer', description: 'Token of POST /nodes/session.' },
        local: {
          type: 'apiKey',
          in: 'header',
          name: localTokenHeader,
          description: 'Token of a market of npm start, in the address that it prints.',
        },
      },
    },
  }
}

function describe(endpoint: Endpoint, schemas: Record<string, JsonSchema>): object {
  const { method, path, summary, access, body, params, query, idempotent } = endpoint
  const parameters = [...parametersOf('path', params, schemas), ...parametersOf('query', query, schemas), ...(idempotent ? [idempotencyKey] : [])]
  return {
    operationId: operationIdOf({ method, path }),
    summary,
    tags: [tagOf(endpoint)],
    security: accessSecurity[access],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, schemas) } } } }),
    responses: { ...answerOf(endpoint, schemas), ...problems(endpoint, schemas) },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request with the same key is done once and answered alike.',
  schema: { type: 'string', pattern: '^[!-~]{1,100}$' },
}

/** The first word of its address. */
function tagOf({ path }: Pick<Endpoint, 'path'>): string {
  return path.split('/')[1] ?? ''
}

/** `getLeasesByLeaseIdPorts`: from method and address, so that it stays when the words of a summary change. */
export function operationIdOf({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  const words = path
    .split('/')
    .filter(Boolean)
    .flatMap((part) => (part.startsWith('{') ? ['by', part.slice(1, -1)] : part.split('-')))
  return method + words.map(capitalised).join('')
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | null, schemas: Record<string, JsonSchema>): object[] {
  if (schema === null) return []
  const { properties, required } = schemaOf(schema, schemas) as { properties: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    ...(typeof property.description === 'string' ? { description: property.description } : {}),
    schema: property,
  }))
}

function answerOf({ answer, answerType, status }: Endpoint, schemas: Record<string, JsonSchema>): object {
  if (answer === null) return { [status]: { description: 'Done.' } }
  return { [status]: { description: 'The answer.', content: { [answerType]: { schema: schemaOf(answer, schemas) } } } }
}

/** One response for each status an endpoint can refuse with, listing its codes. */
function problems(endpoint: Endpoint, schemas: Record<string, JsonSchema>): object {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codesOf(endpoint)) {
    const { http } = errorTable[code]
    byStatus.set(http, [...(byStatus.get(http) ?? []), code])
  }
  const schema = schemaOf(problemWire, schemas)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.toSorted().join(', '), content: { 'application/problem+json': { schema } } },
    ]),
  )
}

/** The JSON Schema of what is sent or answered; those with a name are put among `schemas` and referred to. */
function schemaOf(schema: z.ZodType, schemas: Record<string, JsonSchema>): JsonSchema {
  const { $schema: _dialect, $defs = {}, ...own } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  for (const [id, named] of Object.entries($defs)) schemas[id] = withNamedKinds(id, referring(named) as JsonSchema, schemas)
  return referring(own) as JsonSchema
}

/** Alternatives told apart by their `kind` are schemas of their own, called after it as `PlaceOrderBid`: so are the classes of generated clients. */
function withNamedKinds(id: string, schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const choices = (schema.oneOf ?? []) as readonly (JsonSchema & { properties?: { kind?: { const?: string } } })[]
  const kinds = choices.map(({ properties }) => properties?.kind?.const)
  if (choices.length === 0 || !kinds.every((kind) => typeof kind === 'string')) return schema
  const names = kinds.map((kind) => id + kind.split('_').map(capitalised).join(''))
  for (const [index, choice] of choices.entries()) schemas[names[index] ?? ''] = choice
  const refs = names.map((name) => `#/components/schemas/${name}`)
  const mapping = Object.fromEntries(kinds.map((kind, index) => [kind, refs[index]]))
  return { ...schema, oneOf: refs.map((ref) => ({ $ref: ref })), discriminator: { propertyName: 'kind', mapping } }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** The same with references into the document, and examples as JSON Schema has them. */
function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === '$ref' && typeof inner === 'string') return [key, inner.replace('#/$defs/', '#/components/schemas/')]
      if (key === 'example' && typeof inner === 'string') return ['examples', [inner]]
      return [key, referring(inner)]
    }),
  )
}
