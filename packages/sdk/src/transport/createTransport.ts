import { InfinitioError, type WrongField } from './InfinitioError.ts'

/** Connection options of the client. */
export type TransportOptions = {
  /** Origin of the web server, for example `http://localhost:3000`, with or without `/api/v1`. */
  baseUrl: string
  /** Default: `fetch` of this platform. */
  fetch?: typeof fetch
  /** Bearer token of a user or node session. In the browser, the cookie replaces it. */
  token?: string
  /** Headers of every request, for example the user's cookie while the server renders a page for that user. */
  headers?: Record<string, string>
}

/** One request. Undefined values of `query` are left out. `body` is sent as JSON, `bytes` unchanged. */
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

/** Sends requests. Every endpoint function takes a transport. */
export type Transport = {
  readonly options: TransportOptions
  /** Sends a request and returns its JSON answer. Throws InfinitioError with the code of the API's error. */
  send<Answer>(request: ApiRequest): Promise<Answer>
  /** Sends a request and returns the raw response with a body that can be read as a stream. Throws InfinitioError like `send`. */
  open(request: ApiRequest): Promise<Response>
}

/** Creates the transport of a client. Opens no connection yet. */
export function createTransport(options: TransportOptions): Transport {
  const open = (request: ApiRequest) => sendRequest(options, request)
  return {
    options,
    open,
    async send<Answer>(request: ApiRequest) {
      const response = await open(request)
      return (response.status === 204 ? null : await received(request, () => response.json())) as Answer
    },
  }
}

async function sendRequest(options: TransportOptions, request: ApiRequest): Promise<Response> {
  const send = options.fetch ?? fetch
  const response = await received(request, () =>
    send(addressOf(options.baseUrl, request), {
      method: request.method,
      headers: headersOf(options, request),
      credentials: 'same-origin',
      cache: 'no-store',
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.bytes === undefined ? {} : { body: request.bytes }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    }),
  ).catch((error: unknown) => {
    throw addressProblem(options.baseUrl) ?? error
  })
  if (!response.ok) throw refusalOf(response, await received(request, () => response.text()))
  return response
}

/**
 * Waits for a response or its body. Throws `api.unreachable` if the connection breaks, even in the middle of the body, and the signal's reason if the caller
 * aborts.
 */
async function received<Part>({ signal }: ApiRequest, receive: () => Promise<Part>): Promise<Part> {
  try {
    return await receive()
  } catch (cause) {
    throw signal?.aborted ? cause : noAnswer(cause)
  }
}

/**
 * Returns the error of a request that could not be sent, because the base URL is missing or has no http://. In a browser an empty base URL means the page's own
 * server. Returns null for any other base URL. Code that calls without types may leave it out.
 */
function addressProblem(baseUrl: string | undefined): InfinitioError | null {
  if (/^https?:\/\/./.test(baseUrl ?? '') || (baseUrl === '' && 'location' in globalThis)) return null
  return new InfinitioError({
    code: 'api.invalid_field',
    status: 0,
    sentence: 'The URL of the market begins with http:// or https://. Set baseUrl, --url or INFINITIO_URL.',
    detail: baseUrl ?? '',
    requestId: null,
    retryAfterSeconds: null,
  })
}

/** Returns the error of a request that got no answer. `detail` is for logs. */
export function noAnswer(cause: unknown, detail = String(cause)): InfinitioError {
  return new InfinitioError({
    code: 'api.unreachable',
    status: 0,
    sentence: 'We cannot reach Infinitio. Your leases keep running. Check your connection, then try again.',
    detail,
    requestId: null,
    retryAfterSeconds: null,
    cause,
  })
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

/** Parses an error answer in the format problem+json. Any other answer, such as a proxy's page, becomes `api.unreachable`. */
function refusalOf(response: Response, text: string): InfinitioError {
  const retryAfter = Number(response.headers.get('retry-after') ?? 'NaN')
  const unexpected = {
    code: 'api.unreachable',
    sentence: 'Infinitio did not answer as expected. Try again in a moment.',
    detail: text.slice(0, 200),
    requestId: null,
  }
  return new InfinitioError({
    status: response.status,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
    ...(readProblem(text) ?? unexpected),
  })
}

type Problem = { code: string; sentence: string; detail: string; requestId: string; errors: WrongField[]; call?: { to: string; data: string } }

function readProblem(text: string): Problem | null {
  try {
    const value = JSON.parse(text) as Record<string, unknown>
    if (typeof value['code'] !== 'string' || typeof value['title'] !== 'string') return null
    const problem = {
      code: value['code'],
      sentence: value['title'],
      detail: String(value['detail'] ?? ''),
      requestId: String(value['requestId'] ?? ''),
      errors: readErrors(value['errors']),
    }
    return isCall(value['call']) ? { ...problem, call: value['call'] } : problem
  } catch {
    return null // Not JSON: the caller reports the first 200 characters.
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
