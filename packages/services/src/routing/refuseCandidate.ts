import { type Candidate, verificationKinds } from './candidate.ts'
import type { PriceLimit, RoutePreferences } from './routePreferences.ts'

/** The conditions of a request that a service must meet: the model, the number of tokens and the parameters. */
export type RequestNeed = {
  readonly model: string
  /** The number of tokens of the prompt, and of the longest answer. */
  readonly promptTokens: number
  readonly answerTokens: number
  /** Parameters that the request sets, besides `model` and `messages`. */
  readonly parameters: readonly string[]
}

/** The reasons for which a service cannot answer a request. */
export type RouteRefusal =
  | 'model'
  | 'not_chosen'
  | 'ignored'
  | 'context'
  | 'price'
  | 'quantization'
  | 'parameters'
  | 'privacy'
  | 'verification'
  | 'region'
  | 'checks'

/** Returns the first reason for which a service cannot answer a request, or null if it can. */
export function refuseCandidate(candidate: Candidate, need: RequestNeed, wishes: RoutePreferences): RouteRefusal | null {
  if (candidate.model !== need.model) return 'model'
  if (wishes.only !== null && !isNamed(candidate, wishes.only)) return 'not_chosen'
  if (isNamed(candidate, wishes.ignore)) return 'ignored'
  if (candidate.contextTokens !== null && need.promptTokens + need.answerTokens > candidate.contextTokens) return 'context'
  if (wishes.maxPrice !== null && isDearer(candidate, wishes.maxPrice)) return 'price'
  if (!isAllowed(candidate.quantization, wishes.quantizations)) return 'quantization'
  if (wishes.requireParameters && need.parameters.some((parameter) => !candidate.parameters.includes(parameter))) return 'parameters'
  if (!candidate.privacy.includes(wishes.privacy)) return 'privacy'
  if (verificationKinds.indexOf(candidate.verification) < verificationKinds.indexOf(wishes.verify)) return 'verification'
  if (!isAllowed(candidate.region, wishes.regions)) return 'region'
  // A service whose answers differ too often in the checks of validators answers only requests that name it.
  if (candidate.isLeftOut && !isNamed(candidate, [...(wishes.only ?? []), ...wishes.order])) return 'checks'
  return null
}

function isDearer({ promptPrice, answerPrice, startPrice }: Candidate, { prompt, answer, start }: PriceLimit): boolean {
  return promptPrice > prompt || answerPrice > answer || startPrice > start
}

/** Returns true if a list of service ids and payee addresses names this service. */
function isNamed({ service, payee }: Candidate, names: readonly string[]): boolean {
  return names.includes(service) || names.includes(payee)
}

function isAllowed(value: string | null, allowed: readonly string[] | null): boolean {
  return allowed === null || (value !== null && allowed.includes(value))
}
