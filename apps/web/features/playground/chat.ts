import type { PaidOffer, PaidReceipt } from '@infinitio/sdk/services'

/**
 * Settings for all requests of the chat page. If `service` is null, the cheapest service that answers is used. With `isSealed`, only services that decrypt
 * prompts get requests.
 */
export type ChatSettings = {
  readonly service: string | null
  readonly longest: number
  readonly temperature: number
  readonly isSealed: boolean
}

/** A message of a chat. If it is an answer, it also has a state, the service that wrote it, and a receipt. */
export type ChatMessage =
  | { readonly role: 'user'; readonly content: string }
  | {
      readonly role: 'assistant'
      readonly content: string
      readonly state: 'writing' | 'done' | 'stopped' | 'failed'
      readonly receipt: PaidReceipt | null
      readonly error: unknown
    }

/** The limits between which a user can choose the greatest length of an answer, in tokens. */
export const longestBounds = { least: 16, most: 8_192, usual: 512 } as const

/** Returns the messages to send with a request: all earlier ones, without answers that failed or are empty. */
export function historyOf(messages: readonly ChatMessage[]): readonly { readonly role: 'user' | 'assistant'; readonly content: string }[] {
  return messages
    .filter((message) => message.content !== '' && (message.role === 'user' || message.state !== 'failed'))
    .map(({ role, content }) => ({ role, content }))
}

/** Returns the body of a request as JSON, without the field that asks for encryption. A service calculates the price from this body. */
export function bodyOf({ model, messages, settings }: { model: string; messages: readonly ChatMessage[]; settings: ChatSettings }): string {
  const { service, longest, temperature } = settings
  return JSON.stringify({
    ...{ model, messages: historyOf(messages), stream: true, max_completion_tokens: longest, temperature },
    ...(service === null ? {} : { provider: { only: [service] } }),
  })
}

/** Returns the body of a request with the field that asks for encryption. `PaidServices`, in this browser, reads this field and does not send it. */
export function sentBodyOf(request: { model: string; messages: readonly ChatMessage[]; settings: ChatSettings }): string {
  return JSON.stringify({ ...(JSON.parse(bodyOf(request)) as object), privacy: request.settings.isSealed ? 'sealed' : 'plain' })
}

/** Returns true if each of these models has a service that decrypts prompts. If `service` is set, only that service counts. */
export function canSeal(offers: readonly PaidOffer[], { models, service }: { models: readonly string[]; service: string | null }): boolean {
  return models.every((model) =>
    offersOf(offers, model).some((offer) => offer.terms.boxKey !== undefined && (service ?? offer.service) === offer.service),
  )
}

/** Returns the size of a request's body as the payer and the service count it for the price. */
export function promptOf(body: string): { readonly bytes: number; readonly messages: number } {
  const { messages } = JSON.parse(body) as { readonly messages: readonly unknown[] }
  return { bytes: new TextEncoder().encode(body).length, messages: messages.length }
}

/** Returns the offers for a model, the cheapest first. */
export function offersOf(offers: readonly PaidOffer[], model: string): readonly PaidOffer[] {
  return offers.filter(({ terms }) => terms.model === model).toSorted((one, other) => Number(one.terms.outputPrice - other.terms.outputPrice))
}

/** Returns the names of all models, in alphabetical order. */
export function modelsOf(offers: readonly PaidOffer[]): readonly string[] {
  return [...new Set(offers.map(({ terms }) => terms.model))].toSorted()
}
