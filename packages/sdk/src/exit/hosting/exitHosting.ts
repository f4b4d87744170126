import type { HostingClaim, ProvenBudget } from '@infinitio/chain'
import type { Address, UnixSeconds } from '@infinitio/domain'

/** A share of a hosting programme that the account earned and nobody has claimed yet, with its proof. `amount` is in base units of PToken. */
export type ExitShare = { readonly claim: HostingClaim; readonly amount: bigint }

/**
 * A hosting programme of which the account is the sponsor. `refund` is what remains of its money, less the parts that published days assign, in base units of
 * PToken. The refund can be taken from `refundAt` on. `budgets` proves to the contract the parts of published days that nobody has assigned there yet.
 */
export type ExitProgramme = {
  readonly programme: bigint
  readonly refund: bigint
  readonly refundAt: UnixSeconds
  readonly budgets: readonly ProvenBudget[]
}

/** The money of an account in one hosting pool. This contract holds the money of sponsors for the hosting of models. */
export type ExitHosting = {
  readonly hosting: Address
  readonly pToken: Address
  readonly shares: readonly ExitShare[]
  readonly programmes: readonly ExitProgramme[]
}

/** One transaction with which an account takes its money out of a hosting pool. */
export type HostingStep = { readonly hosting: Address } & (
  | { readonly kind: 'claimHosting'; readonly claims: readonly HostingClaim[] }
  | { readonly kind: 'refundHosting'; readonly programme: bigint; readonly budgets: readonly ProvenBudget[] }
)
