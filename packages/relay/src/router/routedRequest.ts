import { assetUnits, type AssetUnits, parsePt } from '@infinitio/domain'
import {
  type PriceLimit,
  privacyKinds,
  promptCharacters,
  type RequestBody,
  type RequestNeed,
  type RoutePreferences,
  type RouteSort,
  splitModelName,
  verificationKinds,
} from '@infinitio/services'
import { z } from 'zod'

/** A request to a router: the body for a service, the models that may answer in this order, and the wishes of the client. */
export type RoutedRequest = {
  readonly body: RequestBody
  readonly models: readonly { readonly model: string; readonly sort: RouteSort | null }[]
  readonly wishes: RoutePreferences
  readonly need: Omit<RequestNeed, 'model'>
  /** True if the client encrypted the prompt to one service, which `wishes.only` names. The router cannot read it. */
  readonly isSealed: boolean
  /** The beginning of the prompt. The router uses it to choose a service that may have cached it. Null if the prompt is too short for a cache. */
  readonly prefix: string | null
}

const mostModels = 8
const mostNames = 64
/** Services cache a prompt only if it is at least this long, in characters: about a thousand tokens. */
const cachedCharacters = 4_096
const charactersPerToken = 4
/**
 * The number of output tokens that the router assumes for a request without a limit. It uses this number only to compare prices and to check the context size.
 */
const usualAnswerTokens = 1_024

const name = z.string().min(1).max(200)
const names = z.array(name).max(mostNames)
const price = z.union([z.string().max(40), z.number().min(0).max(1e9)]).transform((value, context) => {
  const units = parsePt(typeof value === 'number' ? String(value) : value)
  if (units !== null) return assetUnits(units)
  context.addIssue({ code: 'custom', message: 'is not an amount of PT, for example "0.20"' })
  return z.NEVER
})
const most = assetUnits(2n ** 96n - 1n)

/**
 * The client's wishes under `provider`, with the names that OpenRouter uses. Unknown names are rejected, because the client would otherwise believe that its
 * wish is followed.
 */
const provider = z.strictObject({
  order: names.optional(),
  only: names.optional(),
  ignore: names.optional(),
  sort: z.enum(['price', 'throughput', 'latency']).optional(),
  max_price: z.strictObject({ prompt: price.optional(), completion: price.optional(), request: price.optional() }).optional(),
  allow_fallbacks: z.boolean().optional(),
  require_parameters: z.boolean().optional(),
  quantizations: names.optional(),
})

const routed = z.looseObject({
  model: name.optional(),
  models: z.array(name).max(mostModels).optional(),
  provider: provider.optional(),
  privacy: z.enum(privacyKinds).optional(),
  verify: z.enum(verificationKinds).optional(),
  region: z.union([name, names]).optional(),
  max_tokens: z.int().min(1).max(10_000_000).nullish(),
  max_completion_tokens: z.int().min(1).max(10_000_000).nullish(),
  max_output_tokens: z.int().min(1).max(10_000_000).nullish(),
  messages: z.array(z.unknown()).optional(),
  prompt: z.unknown().optional(),
  input: z.unknown().optional(),
  sealed: z.looseObject({ bytes: z.int().min(0) }).optional(),
})
type Routed = z.output<typeof routed>

/**
 * Reads the body of a request. If it is invalid, returns the wrong fields, each with the values that are allowed. The size of an encrypted prompt is the one
 * that the client states; the service compares it with the decrypted prompt.
 */
export function readRoutedRequest(body: RequestBody): RoutedRequest | { readonly wrong: readonly string[] } {
  const read = routed.safeParse(body)
  if (!read.success) return { wrong: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
  const models = [...new Set([...(read.data.model === undefined ? [] : [read.data.model]), ...(read.data.models ?? [])])].map(splitModelName)
  if (models.length === 0) return { wrong: ['model: name the model that answers, or several in "models"'] }
  const wrong = wrongOfSealed(read.data, models.length)
  if (wrong.length > 0) return { wrong }
  const text = promptText(read.data)
  const { sealed } = read.data
  return {
    body,
    models: models.slice(0, mostModels),
    wishes: wishesOf(read.data),
    isSealed: sealed !== undefined,
    need: {
      promptTokens: Math.ceil((sealed?.bytes ?? promptCharacters(body)) / charactersPerToken),
      answerTokens: read.data.max_completion_tokens ?? read.data.max_tokens ?? read.data.max_output_tokens ?? usualAnswerTokens,
      parameters: Object.keys(body).filter((field) => !unselective.includes(field)),
    },
    prefix: text.length < cachedCharacters ? null : text.slice(0, cachedCharacters),
  }
}

/** Fields of a request that do not influence the choice of a service: either every service reads them, or the router never forwards them. */
const unselective = [
  'model',
  'models',
  'messages',
  'prompt',
  'input',
  'instructions',
  'stream',
  'stream_options',
  'provider',
  'privacy',
  'verify',
  'region',
  'user',
  'route',
  'sealed',
]

/**
 * Returns the errors of an encrypted request. It must name exactly one model and, in `provider.only`, the one service that can decrypt it. It also needs a
 * limit of output tokens: the router cannot count the tokens of an encrypted answer, and pays at most for this limit.
 */
function wrongOfSealed({ sealed, provider: wish, max_tokens, max_completion_tokens }: Routed, models: number): readonly string[] {
  if (sealed === undefined) return []
  return [
    ...(models === 1 ? [] : ['models: an encrypted request names one model']),
    ...(wish?.only?.length === 1 ? [] : ['provider.only: an encrypted request names the one service that decrypts it']),
    ...(max_completion_tokens == null && max_tokens == null ? ['max_tokens: an encrypted request needs a limit'] : []),
  ]
}

function promptText({ messages, prompt, input }: Routed): string {
  return JSON.stringify(messages ?? prompt ?? input ?? '')
}

function wishesOf({ provider: wish = {}, privacy = 'plain', verify = 'signed', region, sealed }: Routed): RoutePreferences {
  return {
    order: lower(wish.order ?? []),
    only: wish.only === undefined ? null : lower(wish.only),
    ignore: lower(wish.ignore ?? []),
    sort: wish.sort ?? null,
    maxPrice: limitOf(wish.max_price),
    allowFallbacks: wish.allow_fallbacks ?? true,
    quantizations: wish.quantizations ?? null,
    requireParameters: wish.require_parameters ?? false,
    privacy: sealed === undefined ? privacy : 'sealed',
    verify,
    regions: region === undefined ? null : typeof region === 'string' ? [region] : region,
  }
}

/** Ids and addresses are compared in lower case. */
function lower(list: readonly string[]): readonly string[] {
  return list.map((one) => one.toLowerCase())
}

type PriceWish = { readonly prompt?: AssetUnits | undefined; readonly completion?: AssetUnits | undefined; readonly request?: AssetUnits | undefined }

/**
 * Returns a client's price limits. A client that limits prices, but does not set a limit for the start (`request`), gets only services without a start price,
 * because a start costs far more than the tokens.
 */
function limitOf(wish: PriceWish | undefined): PriceLimit | null {
  return wish === undefined ? null : { prompt: wish.prompt ?? most, answer: wish.completion ?? most, start: wish.request ?? assetUnits(0n) }
}
