import { type ErrorCode, errorTable } from '@infinitio/domain'
import { problemWire } from '@infinitio/domain/wire'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { z } from 'zod'
import type { Endpoint } from './http/endpoint.ts'

const doorCodes: readonly ErrorCode[] = ['api.rate_limited', 'api.internal', 'api.database_unavailable', 'auth.host_refused', 'auth.origin_refused']
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
    ...(['auth.key_not_allowed', 'auth.session_key_expired', 'auth.session_key_revoked'] as const),
  ],
  node: ['auth.session_missing', 'auth.token_invalid'],
}

/** Every code an endpoint can answer with: its own and those of the door before it. */
export function codesOf(endpoint: Endpoint): ErrorCode[] {
  const parsing: readonly ErrorCode[] =
    endpoint.params !== null || endpoint.query !== null ? ['api.invalid_field', 'api.number_too_large', 'api.unknown_field'] : []
  const keys: readonly ErrorCode[] = endpoint.idempotent ? ['api.idempotency_conflict', 'api.idempotency_in_progress'] : []
  return [
    ...new Set([...endpoint.codes, ...accessCodes[endpoint.access], ...(endpoint.body === null ? [] : bodyCodes), ...parsing, ...keys, ...doorCodes]),
  ]
}

/** The OpenAPI 3.1 document of the endpoints, from the schemas they parse with. */
export function openApiDocument(endpoints: readonly Endpoint[], { publicUrl }: { publicUrl: string }): object {
  const registry = new OpenAPIHono()
  for (const endpoint of endpoints) registry.openAPIRegistry.registerPath(describe(endpoint))
  registry.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    description: 'Token of POST /session (or its cookie).',
  })
  registry.openAPIRegistry.registerComponent('securitySchemes', 'node', {
    type: 'http',
    scheme: 'bearer',
    description: 'Token of POST /nodes/session.',
  })
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Infinitio API',
      version: '1',
      description: 'A market for GPU time. Errors are problem+json with a stable code; amounts are decimal strings of base units (1e-18).',
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
  })
}

type Path = Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0]

function describe(endpoint: Endpoint): Path {
  const { body, params, query, answer, answerType, status } = endpoint
  const security = endpoint.access === 'account' ? [{ session: [] }] : endpoint.access === 'node' ? [{ node: [] }] : []
  return {
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    security,
    request: {
      ...(params === null ? {} : { params: params as z.ZodObject }),
      ...(query === null ? {} : { query: query as z.ZodObject }),
      ...(body === null ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [status]: answer === null ? { description: 'Done.' } : { description: 'The answer.', content: { [answerType]: { schema: answer } } },
      ...problems(endpoint),
    },
  }
}

/** One response for each status an endpoint can refuse with, listing its codes. */
function problems(endpoint: Endpoint): Path['responses'] {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codesOf(endpoint)) {
    const { http } = errorTable[code]
    byStatus.set(http, [...(byStatus.get(http) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.toSorted().join(', '), content: { 'application/problem+json': { schema: problemWire } } },
    ]),
  )
}
