import type { Address, Hex32, LedgerSigningDomain, ServiceId } from '@infinitio/domain'
import {
  type CheckOutcome,
  drawRerun,
  forwardBody,
  hashReceipt,
  headHashOf,
  judgeAnswers,
  readReceipt,
  requestHash,
  siteOf,
} from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import { curveSignatures } from '../paid/curveSignatures.ts'
import { callByFetch, pathAt, type RouterCall } from '../prepaid/findRouter.ts'

/**
 * A disputed answer, as its owner reveals it: the service that gave it, the JSON of the request, and the text of the answer. With the service's receipt, the salt
 * of the request (16 bytes) and the whole body of the response, byte by byte, a rerun also shows that the service signed this request and this answer.
 */
export type DisputedAnswer = {
  readonly service: ServiceId
  readonly request: Readonly<Record<string, unknown>>
  readonly answer: string
  readonly receipt?: string | undefined
  readonly salt?: `0x${string}` | undefined
  readonly body?: string | undefined
}

/** A service of the model, with the facts from which its owner and its signature follow. */
export type RerunService = { readonly service: ServiceId; readonly payee: Address; readonly url: string; readonly responseKey: Address }

/** The result of a rerun. `outcome` compares the disputed answer with the three others, and is `unclear` unless these agree. It accuses nobody. */
export type Rerun = {
  readonly outcome: CheckOutcome
  /** The result for the receipt: `signed` if the service signed this request and answer, `other` if it did not sign the request, and `missing` without a receipt. */
  readonly receipt: 'signed' | 'other' | 'missing'
  readonly others: readonly { readonly service: ServiceId; readonly outcome: CheckOutcome; readonly answer: string | null }[]
}

type Rerunning = {
  readonly services: readonly RerunService[]
  readonly seed: Hex32
  readonly domain: LedgerSigningDomain
  /** The base URL and an API key of the router that pays for the three answers. */
  readonly router: { readonly url: string; readonly apiKey: string }
  readonly call?: RouterCall
}

const withinMs = 120_000
const chatPath = '/v1/chat/completions'

/**
 * Asks three services, selected by `seed`, for the answer to a disputed request, and compares the first sixteen words and signs. The request must be greedy
 * (temperature 0), because other answers are random. Its owner reveals the prompt to the three services and pays them. Throws `api.invalid_field` for another
 * request, for a model with fewer than three other owners, and for an answer that is not the one in the receipt; then no service was asked.
 */
export async function rerunAnswer(disputed: DisputedAnswer, { services, seed, domain, router, call = callByFetch }: Rerunning): Promise<Rerun> {
  const { service, request, answer } = disputed
  if (request['temperature'] !== 0) throw refusal('api.invalid_field', { detail: 'the request must have "temperature": 0' })
  const owned = services.map(({ service: id, payee, url }) => ({ service: id, payee, site: siteOf(url) ?? url }))
  const drawn = drawRerun(owned, { disputed: service, seed })
  if (drawn.length < 3)
    throw refusal('api.invalid_field', { detail: `the model has ${drawn.length} other owners of services, and three must answer` })
  const own = owned.find((one) => one.service === service)
  if (own === undefined) throw refusal('api.invalid_field', { detail: `${service} does not offer the model of the request` })
  const receipt = receiptOf(disputed, { services, domain })
  const ask = async (id: ServiceId) => {
    const body = JSON.stringify({ ...request, stream: false, provider: { only: [id], allow_fallbacks: false } })
    const headers = { authorization: `Bearer ${router.apiKey}` }
    const got = await call(pathAt(router.url, chatPath), { method: 'POST', body, headers, signal: AbortSignal.timeout(withinMs) }).catch(() => null)
    return got?.status === 200 ? textOf(got.text) : null
  }
  const texts = new Map(await Promise.all(drawn.map(async (id) => [id, await ask(id)] as const)))
  const judged = judgeAnswers([
    { ...own, head: headHashOf(answer) },
    ...owned.filter(({ service: id }) => texts.has(id)).map((one) => ({ ...one, head: headHashOf(texts.get(one.service) ?? '') })),
  ])
  const outcomeOf = (id: ServiceId) => judged.get(id) ?? 'unclear'
  const others = drawn.map((id) => ({ service: id, outcome: outcomeOf(id), answer: texts.get(id) ?? null }))
  return { outcome: outcomeOf(service), receipt, others }
}

function receiptOf(
  { service, request, answer, receipt, salt, body }: DisputedAnswer,
  { services, domain }: Pick<Rerunning, 'services' | 'domain'>,
): Rerun['receipt'] {
  const read = receipt === undefined ? null : readReceipt(receipt)
  if (read === null || salt === undefined) return 'missing'
  // Without this check, the person who asks could put any words beside a real receipt.
  const isOfAnswer = body !== undefined && requestHash(salt, new TextEncoder().encode(body)) === read.receipt.response && textOf(body) === answer
  if (!isOfAnswer)
    throw refusal('api.invalid_field', { detail: 'the receipt signs another answer: "body" must be the whole response, and "answer" its text' })
  const key = services.find((one) => one.service === service)?.responseKey
  const signer = curveSignatures.recover(hashReceipt(read.receipt, domain), read.signature)
  // A router forwards the request without its own fields.
  const bodies = [JSON.stringify(request), forwardBody(request, { upstreamModel: String(request['model']) })]
  const isOfRequest = bodies.some((body) => requestHash(salt, new TextEncoder().encode(body)) === read.receipt.request)
  return signer === key && isOfRequest ? 'signed' : 'other'
}

function textOf(text: string): string | null {
  try {
    const { choices } = JSON.parse(text) as { readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[] }
    const content = choices?.[0]?.message?.content
    return typeof content === 'string' ? content : null
  } catch {
    return null
  }
}
