import type { AssetUnits } from '@infinitio/domain'
import type { PrivacyKind, VerificationKind } from './candidate.ts'

/** The property by which a router sorts services, instead of selecting them at random. */
export type RouteSort = 'price' | 'throughput' | 'latency'

/** The highest prices that a request pays: for a million tokens of prompt and of answer, and for the start of a machine. */
export type PriceLimit = { readonly prompt: AssetUnits; readonly answer: AssetUnits; readonly start: AssetUnits }

/** The client's preferences about the services for its request. In the request they have OpenRouter's names: `provider.order`, `provider.only` and so on. */
export type RoutePreferences = {
  /** Ids of services or addresses of payees to try first, in this order. */
  readonly order: readonly string[]
  /** Ids of the only services, or addresses of the only payees, that may answer; null allows all. */
  readonly only: readonly string[] | null
  readonly ignore: readonly string[]
  readonly sort: RouteSort | null
  readonly maxPrice: PriceLimit | null
  /** If false, only the first selected service is tried. */
  readonly allowFallbacks: boolean
  readonly quantizations: readonly string[] | null
  /** If true, services that would ignore a parameter of the request are left out. */
  readonly requireParameters: boolean
  readonly privacy: PrivacyKind
  readonly verify: VerificationKind
  readonly regions: readonly string[] | null
}

/** The default preferences, for a request that states none. */
export const usualPreferences: RoutePreferences = {
  order: [],
  only: null,
  ignore: [],
  sort: null,
  maxPrice: null,
  allowFallbacks: true,
  quantizations: null,
  requireParameters: false,
  privacy: 'plain',
  verify: 'signed',
  regions: null,
}

const suffixes: Readonly<Record<string, RouteSort>> = { ':floor': 'price', ':nitro': 'throughput' }

/**
 * Splits a name such as `llama-3.3-70b:floor` into the model and the way of sorting that its suffix selects. An unknown suffix remains a part of the model's
 * name.
 */
export function splitModelName(name: string): { readonly model: string; readonly sort: RouteSort | null } {
  const suffix = Object.keys(suffixes).find((end) => name.endsWith(end) && name.length > end.length)
  if (suffix === undefined) return { model: name, sort: null }
  return { model: name.slice(0, -suffix.length), sort: suffixes[suffix] ?? null }
}
