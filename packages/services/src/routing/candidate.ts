import type { Address, AssetUnits, Bps, ServiceId } from '@infinitio/domain'

/** How prompts and answers are protected on their way to a service. `plain`: everybody on the way reads them. `sealed`: encrypted to the service's key. */
export const privacyKinds = ['plain', 'sealed'] as const
export type PrivacyKind = (typeof privacyKinds)[number]

/** The ways in which the answers of a service are verified, weakest first. Proofs of a model are left out, because nobody here can check one. */
export const verificationKinds = ['signed', 'checked'] as const
export type VerificationKind = (typeof verificationKinds)[number]

/** The speed of a service as validators measured it: the wait for the first text in ms, and tokens a second over the whole answer. Null if unknown. */
export type CheckedSpeed = { readonly firstMs: number | null; readonly tokensPerSecond: number | null }

/** A service that offers a model, as its terms describe it. Prices are for a million tokens. */
export type Candidate = {
  readonly service: ServiceId
  readonly payee: Address
  /** The host from which the service answers. Two payees with the same host count as one owner, because one person can have many wallets. */
  readonly site: string
  readonly model: string
  /** The name that the service's own server uses for the model. */
  readonly upstreamModel: string
  readonly promptPrice: AssetUnits
  readonly cachedPrice: AssetUnits
  readonly answerPrice: AssetUnits
  /** The price of a start, for a service that rents its machines. 0 for other services. */
  readonly startPrice: AssetUnits
  /** The size of the model's context in tokens. Null if the terms do not state it; the size is then not checked. */
  readonly contextTokens: number | null
  readonly quantization: string | null
  readonly region: string | null
  readonly privacy: readonly PrivacyKind[]
  readonly verification: VerificationKind
  /** True if the service has a bond that it can lose for a fault. */
  readonly isBonded: boolean
  /** True if the service's answers differ too often from those of other services, by the checks of validators. */
  readonly isLeftOut: boolean
  /** The speed that validators measured. Null if the program does not read it. It counts only for services that the router has not measured itself. */
  readonly checkedSpeed: CheckedSpeed | null
  /** Request parameters that the service accepts besides `model` and `messages`, for example `tools`. */
  readonly parameters: readonly string[]
}

/**
 * A router's measurements of a service. The first three fields are null until there was a fault or an answer to measure. `cachedShare` starts at 0.
 * `startShare` starts at 1 (10,000 basis points), because a service that nobody has asked yet probably has no running machine.
 */
export type Measured = {
  readonly faultAtMs: number | null
  readonly firstTokenMs: number | null
  readonly tokensPerSecond: number | null
  /** The share of prompt tokens that the service's receipts counted as cached, in basis points. */
  readonly cachedShare: Bps
  /** The share of answers that paid for the start of a machine, in basis points. */
  readonly startShare: Bps
}
