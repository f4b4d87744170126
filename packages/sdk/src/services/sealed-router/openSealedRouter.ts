import { type Address, type ServiceId, serviceId } from '@infinitio/domain'
import {
  candidatesPath,
  forwardBody,
  mostTries,
  paidPaths,
  readInferenceRequest,
  type RequestBody,
  receiptHeader,
  type ServiceTerms,
  splitModelName,
} from '@infinitio/services'
import { openExitAccess } from '../../chain/exitAccess.ts'
import { refusal } from '../../transport/refusal.ts'
import { openServiceLedger } from '../openServiceLedger.ts'
import { type AskService, askServiceAt } from '../paid/askService.ts'
import { errorAnswer } from '../paid/errorAnswer.ts'
import { readOffers } from '../paid/readOffers.ts'
import { sealBody } from '../paid/sealBody.ts'
import { openAnswer } from './openAnswer.ts'

/** A router with an API key, and the chain from which the keys of services are read. */
export type SealedRouterSettings = {
  readonly url: string
  readonly apiKey: string
  readonly rpcUrl: string
  readonly directory: Address
}

/** A router that cannot read prompts and answers. Pass `fetch` to the `openai` client as the option `fetch`. */
export type SealedRouter = { readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response> }

/** Milliseconds for which the terms of a service are used without reading the chain again. */
const termsForMs = 60_000
const passedHeaders = ['content-type', receiptHeader, 'infinitio-service', 'x-should-retry', 'retry-after']
/** Statuses below 500 after which the next service is asked: the key of a service changed, or the service is full. */
const nextStatuses = new Set([409, 412, 422, 429])

/**
 * Opens a router for encrypted prompts. For each request, it asks the router for at most three services and reads the key of each service from the chain. It
 * encrypts the request to the first service; if this service fails before its answer begins, it tries the next one. The router sees the model, the sizes and
 * the price, but not the prompt. A request needs a limit of output tokens (`max_tokens`). Throws `service.no_ledger` and `chain.rpc_silent`. `fetch` returns
 * errors as answers: `serving.sealed_unoffered` if none of the services decrypts prompts, and `serving.answer_unsealed` for an answer that is not encrypted.
 */
export async function openSealedRouter({ url, apiKey, rpcUrl, directory }: SealedRouterSettings): Promise<SealedRouter> {
  const access = openExitAccess({ rpcUrl })
  const { ledger } = await openServiceLedger(access, directory)
  const known = new Map<ServiceId, { readonly terms: ServiceTerms | null; readonly atMs: number }>()
  const termsOf = async (service: ServiceId): Promise<ServiceTerms | null> => {
    const found = known.get(service)
    if (found !== undefined && Date.now() - found.atMs < termsForMs) return found.terms
    const terms = (await readOffers(access, { ledger, services: new Set([service]) })).get(service) ?? null
    known.set(service, { terms, atMs: Date.now() })
    return terms
  }
  const parts: Parts = { ask: askServiceAt(url), headers: { authorization: `Bearer ${apiKey}` }, termsOf, forget: (service) => known.delete(service) }
  return {
    async fetch(input, init) {
      const asked = new Request(input, init)
      const { pathname } = new URL(asked.url)
      const path = pathname.slice(pathname.lastIndexOf('/v1/'))
      try {
        if (asked.method === 'GET' && path === '/v1/models')
          return await parts.ask({ method: 'GET', path, headers: parts.headers, signal: asked.signal })
        if (asked.method !== 'POST' || !paidPaths.has(path)) throw refusal('serving.path_unknown', { detail: path })
        return await askSealed(parts, parsed(await asked.text()), { path, signal: asked.signal })
      } catch (error) {
        if (asked.signal.aborted) throw error
        return errorAnswer(error, { mayOwe: false })
      }
    },
  }
}

type Parts = {
  readonly ask: AskService
  readonly headers: Readonly<Record<string, string>>
  readonly termsOf: (service: ServiceId) => Promise<ServiceTerms | null>
  readonly forget: (service: ServiceId) => void
}

type Asking = { readonly path: string; readonly signal: AbortSignal }

async function askSealed(parts: Parts, body: RequestBody, asking: Asking): Promise<Response> {
  const named = await nameServices(parts, body, asking.signal)
  if (named instanceof Response) return named
  let last: Response | null = null
  for (const { service, model } of named) {
    const terms = await parts.termsOf(service)
    // A dishonest router could name a service without a key, to get a prompt that it can read, or a service with another model, to sell a worse answer. Skip
    // such services.
    if (terms?.boxKey === undefined || terms.model !== model || !modelsOf(body).includes(model)) continue
    const answer = await askOne(parts, body, { service, terms, ...asking })
    if (answer.status < 500 && !nextStatuses.has(answer.status)) return answer
    parts.forget(service)
    last = answer
  }
  if (last !== null) return last
  throw refusal('serving.sealed_unoffered', { detail: modelsOf(body).join(', ') })
}

async function askOne(
  { ask, headers }: Parts,
  body: RequestBody,
  { service, terms, path, signal }: Asking & { readonly service: ServiceId; readonly terms: ServiceTerms },
): Promise<Response> {
  const inner = new TextEncoder().encode(forwardBody(body, { upstreamModel: terms.model }))
  const request = readInferenceRequest(inner, path)
  if (request === null) throw refusal('serving.body_invalid', { detail: 'model' })
  const sealed = await sealBody(inner, { request, service, terms, privacy: 'sealed' })
  if (sealed === null) throw new Error('a prompt that must be encrypted is encrypted')
  const outer = { ...parsed(new TextDecoder().decode(sealed.body)), provider: { only: [service] } }
  const answer = await ask({ method: 'POST', path, body: new TextEncoder().encode(JSON.stringify(outer)), headers, signal })
  const shown = new Headers()
  for (const name of passedHeaders) if (answer.headers.has(name)) shown.set(name, answer.headers.get(name) ?? '')
  return await openAnswer(answer, { opener: sealed.opener, headers: shown })
}

/** Asks the router which services it would use. This request contains no prompt. If the router answers with an error, returns that answer. */
async function nameServices({ ask, headers }: Parts, body: RequestBody, signal: AbortSignal) {
  const { model, models, provider, verify, region, max_tokens, max_completion_tokens, max_output_tokens } = body
  const wish = JSON.stringify({ model, models, provider, verify, region, max_tokens, max_completion_tokens, max_output_tokens })
  const answer = await ask({ method: 'POST', path: candidatesPath, body: new TextEncoder().encode(wish), headers, signal })
  if (!answer.ok) return answer
  const { data } = (await answer.json()) as { readonly data: readonly { readonly service: string; readonly model: string }[] }
  return data.slice(0, mostTries).map((one) => ({ service: serviceId(one.service), model: one.model }))
}

function modelsOf({ model, models }: RequestBody): readonly string[] {
  const names = [model, ...(Array.isArray(models) ? models : [])]
  return names.filter((name) => typeof name === 'string').map((name) => splitModelName(name).model)
}

function parsed(text: string): RequestBody {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RequestBody
  } catch {
    // Malformed JSON gets the same error as JSON that is not an object.
  }
  throw refusal('serving.body_invalid', { detail: 'model' })
}
