import type { Address, AssetUnits, ChannelFacts, ChannelId, LedgerAsset, ServiceId, UnixSeconds } from '@infinitio/domain'

/**
 * A payment channel of an account that still holds money. `left` is the part of its deposit that the service has not settled, in base units of the channel's
 * asset. `exitAt` is the time from which a closing channel can be finished; 0 if the channel is not closing. `serial` counts how often the channel was closed.
 */
export type ExitChannel = {
  readonly channel: ChannelId
  readonly facts: ChannelFacts
  readonly left: bigint
  readonly exitAt: UnixSeconds
  readonly serial: number
  readonly lockSeconds: bigint
}

/**
 * An AI service of an account with a bond in base units of PToken. `outAt` is the time from which the bond can be collected; 0 if the bond is not being
 * withdrawn.
 */
export type ExitService = { readonly service: ServiceId; readonly bond: bigint; readonly outAt: UnixSeconds }

/** A key that can still move an amount from the account's pot (its balance in the service ledger) into channels of the key. */
export type ExitAllowance = { readonly key: Address; readonly asset: LedgerAsset }

/**
 * The money of an account in one service ledger, the contract for AI services. A deployment may have several versions of this contract. `pots` are the
 * account's balances there, and `walletG` is the balance of its wallet in G, all in base units. Does not list channels without money.
 */
export type ExitLedger = {
  readonly ledger: Address
  readonly pToken: Address
  readonly pots: Readonly<Record<LedgerAsset, bigint>>
  readonly walletG: bigint
  readonly channels: readonly ExitChannel[]
  readonly services: readonly ExitService[]
  readonly allowances: readonly ExitAllowance[]
}

type OfLedger = { readonly ledger: Address }

/** One transaction with which an account takes its money out of a service ledger. Amounts are in base units of the asset. */
export type LedgerStep = OfLedger &
  (
    | { readonly kind: 'revokeSpending'; readonly key: Address; readonly asset: LedgerAsset }
    | { readonly kind: 'exitChannel'; readonly channel: ChannelFacts; readonly serial: number }
    | { readonly kind: 'finishChannel'; readonly channel: ChannelFacts }
    | { readonly kind: 'unbondService'; readonly service: ServiceId }
    | { readonly kind: 'collectService'; readonly service: ServiceId }
    | { readonly kind: 'withdrawPot'; readonly asset: LedgerAsset; readonly amount: AssetUnits }
  )
