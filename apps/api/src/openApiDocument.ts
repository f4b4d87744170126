import { type ErrorCode, errorTable, localTokenHeader } from '@infinitio/domain'
import { problemWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import manifest from '../package.json' with { type: 'json' }
import { examples } from './document/generated/examples.ts'
import { operationText } from './document/operationText.ts'
import { type JsonSchema, schemaOf } from './document/schemaOf.ts'
import { webhookOperations } from './document/webhookOperations.ts'
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
/** The kinds of tokens that an endpoint accepts. The empty object means that a request without a token is accepted, too. */
const accessSecurity: Readonly<Record<Endpoint['access'], readonly object[]>> = {
  public: [],
  optional: [{}, { session: [] }],
  account: [{ session: [] }],
  node: [{ node: [] }],
  local: [{ local: [] }],
}

/** Returns every error code with which an endpoint can refuse a request: the codes of the endpoint itself and of the checks before it. */
export function codesOf(endpoint: Endpoint): ErrorCode[] {
  const parsing: readonly ErrorCode[] =
    endpoint.params !== null || endpoint.query !== null ? ['api.invalid_field', 'api.number_too_large', 'api.unknown_field'] : []
  const keys: readonly ErrorCode[] = endpoint.idempotent ? ['api.invalid_field', 'api.idempotency_conflict', 'api.idempotency_in_progress'] : []
  return [
    ...new Set([...endpoint.codes, ...accessCodes[endpoint.access], ...(endpoint.body === null ? [] : bodyCodes), ...parsing, ...keys, ...doorCodes]),
  ]
}

/** Returns the OpenAPI 3.1 document of the endpoints, from the schemas that parse their requests. It lacks only the rules that compare several fields. */
export function openApiDocument(endpoints: readonly Endpoint[], { publicUrl }: { publicUrl: string }): object {
  const schemas: Record<string, JsonSchema> = {}
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: describe(endpoint, schemas) }
  const webhooks = webhookOperations(schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Infinitio API',
      version: manifest.version,
      description:
        'A market for GPU time. Errors are problem+json with a stable code. Amounts are decimal strings of base units (10⁻¹⁸). Each `operationId` is the name of the function in the TypeScript client.',
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths,
    webhooks,
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
  const { name, summary, access, body, params, query, idempotent } = endpoint
  const example = examples[name] ?? {}
  const parameters = [
    ...parametersOf('path', params, { schemas, values: example.params }),
    ...parametersOf('query', query, { schemas, values: example.query }),
    ...(idempotent ? [idempotencyKey] : []),
  ]
  return {
    operationId: name,
    summary,
    description: operationText(endpoint),
    tags: [tagOf(endpoint)],
    security: accessSecurity[access],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, schemas), ...shown(example.body) } } } }),
    responses: { ...answerOf(endpoint, { schemas, example: example.answer }), ...problems(endpoint, schemas) },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A request with the same key is done once. Each repetition gets the same answer.',
  schema: { type: 'string', pattern: '^[!-~]{1,100}$' },
}

/** Returns the first segment of the endpoint's path. The document groups the operations by it. */
function tagOf({ path }: Pick<Endpoint, 'path'>): string {
  return path.split('/')[1] ?? ''
}

function shown(example: unknown): { readonly example?: unknown } {
  return example === undefined ? {} : { example }
}

type Written<Part> = { readonly schemas: Record<string, JsonSchema> } & Part

function parametersOf(
  place: 'path' | 'query',
  schema: z.ZodType | null,
  { schemas, values = {} }: Written<{ readonly values: Readonly<Record<string, string>> | undefined }>,
): object[] {
  if (schema === null) return []
  const { properties, required } = schemaOf(schema, schemas) as { properties: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    ...(typeof property.description === 'string' ? { description: property.description } : {}),
    schema: property,
    ...shown(property.type === 'integer' && values[name] !== undefined ? Number(values[name]) : values[name]),
  }))
}

function answerOf({ answer, answerType, status }: Endpoint, { schemas, example }: Written<{ readonly example: unknown }>): object {
  if (answer === null) return { [status]: { description: 'Done.' } }
  return { [status]: { description: 'The answer.', content: { [answerType]: { schema: schemaOf(answer, schemas), ...shown(example) } } } }
}

/** Returns one response for each HTTP status of an endpoint's errors, with the codes that have this status. */
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
