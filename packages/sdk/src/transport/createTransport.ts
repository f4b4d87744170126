import { InfinitioError, type WrongField } from './InfinitioError.ts'

/** Where and how the client speaks to the API. */
export type TransportOptions = {
  /** Origin of the web server, for example `http://localhost:3000`, with or without `/api/v1`. */
  baseUrl: string
  /** `fetch` of this platform when left out. */
  fetch?: typeof fetch
  /** Bearer token of a session or of a node session; in the browser the cookie does this job. */
  token?: string
  /** Sent with every request, for example the cookie of the person a page is rendered for. */
  headers?: Record<string, string>
}

/** One request. `query` leaves out what is undefined; `body` is sent as JSON, `bytes` as they are. */
export type ApiRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string | number | bigint | undefined>
  body?: unknown
  bytes?: Uint8Array<ArrayBuffer>
  idempotencyKey?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sends requests; every endpoint function takes one. */
export type Transport = {
  readonly options: TransportOptions
  /** The JSON answer of a request. Throws InfinitioError with the code of the refusal. */
  send<Answer>(request: ApiRequest): Promise<Answer>
  /** The raw answer of a request that streams. Throws InfinitioError as `send` does. */
  open(request: ApiRequest): Promise<Response>
}

/** Makes the transport of a client. Opens nothing. */
export function createTransport(options: TransportOptions): Transport {
  const open = (request: ApiRequest) => sendRequest(options, request)
  return {
    options,
    open,
    async send<Answer>(request: ApiRequest) {
      const response = await open(request)
      return (response.status === 204 ? null : await response.json()) as Answer
    },
  }
}

async function sendRequest(options: TransportOptions, request: ApiRequest): Promise<Response> {
  const send = options.fetch ?? fetch
  let response: Response
  try {
    response = await send(addressOf(options.baseUrl, request), {
      method: request.method,
      headers: headersOf(options, request),
      credentials: 'same-origin',
      cache: 'no-store',
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.bytes === undefined ? {} : { body: request.bytes }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    })
  } catch (cause) {
    if (request.signal?.aborted) throw cause
    throw new InfinitioError({
      code: 'api.unreachable',
      status: 0,
      sentence: 'We cannot reach Infinitio. Your leases keep running. Check your connection, then try again.',
      detail: String(cause),
      requestId: null,
      retryAfterSeconds: null,
      cause,
    })
  }
  if (!response.ok) throw await refusalOf(response)
  return response
}

function addressOf(baseUrl: string, { path, query }: ApiRequest): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value))
  const text = search.toString()
  return `${baseUrl.replace(/(\/api\/v1)?\/?$/, '')}/api/v1${path}${text === '' ? '' : `?${text}`}`
}

function headersOf(options: TransportOptions, request: ApiRequest): Record<string, string> {
  return {
    accept: 'application/json',
    ...options.headers,
    ...request.headers,
    ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
  }
}

/** Reads problem+json; an answer that is something else (a proxy's page) becomes `api.unreachable`. */
async function refusalOf(response: Response): Promise<InfinitioError> {
  const retryAfter = Number(response.headers.get('retry-after') ?? 'NaN')
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : null
  const text = await response.text()
  const problem = readProblem(text)
  if (problem === null) {
    return new InfinitioError({
      code: 'api.unreachable',
      status: response.status,
      sentence: 'Infinitio did not answer as expected. Try again in a moment.',
      detail: text.slice(0, 200),
      requestId: null,
      retryAfterSeconds,
    })
  }
  return new InfinitioError({
    code: problem.code,
    status: response.status,
    sentence: problem.title,
    detail: problem.detail,
    requestId: problem.requestId,
    retryAfterSeconds,
    errors: problem.errors,
    ...(problem.call === undefined ? {} : { call: problem.call }),
  })
}

type Problem = { code: string; title: string; detail: string; requestId: string; errors: WrongField[]; call?: { to: string; data: string } }

function readProblem(text: string): Problem | null {
  try {
    const value = JSON.parse(text) as Record<string, unknown>
    if (typeof value['code'] !== 'string' || typeof value['title'] !== 'string') return null
    const problem = {
      code: value['code'],
      title: value['title'],
      detail: String(value['detail'] ?? ''),
      requestId: String(value['requestId'] ?? ''),
      errors: readErrors(value['errors']),
    }
    return isCall(value['call']) ? { ...problem, call: value['call'] } : problem
  } catch {
    return null // Not JSON: the caller says so with the first 200 characters.
  }
}

function readErrors(value: unknown): WrongField[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (one): one is WrongField =>
      typeof one === 'object' && one !== null && ['in', 'pointer', 'code', 'detail'].every((name) => typeof one[name] === 'string'),
  )
}

function isCall(value: unknown): value is { to: string; data: string } {
  return (
    typeof value === 'object' && value !== null && 'to' in value && typeof value.to === 'string' && 'data' in value && typeof value.data === 'string'
  )
}
