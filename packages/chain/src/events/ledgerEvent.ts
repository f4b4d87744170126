import type { Address, AssetUnits, Bps, ChannelFacts, ChannelId, Hex32, LedgerAsset, ServiceId, UnixSeconds } from '@infinitio/domain'

/**
 * Events of ServiceLedger about services and their bonds. `bond` is the service's bond after the event, in PToken base units. `model` is zero for a service
 * without a royalty.
 */
type ServiceEvent =
  | {
      readonly name: 'ServiceRegistered'
      readonly service: ServiceId
      readonly payee: Address
      readonly royaltyTo: Address
      readonly royaltyBps: Bps
      readonly lockSeconds: number
      readonly operator: Address
      readonly model: Hex32
    }
  | { readonly name: 'ServiceOperatorSet'; readonly service: ServiceId; readonly operator: Address }
  /** `terms` is the whole document in hex. */
  | { readonly name: 'ServiceTermsSet'; readonly service: ServiceId; readonly hash: Hex32; readonly terms: `0x${string}` }
  | { readonly name: 'ServiceBondAdded'; readonly service: ServiceId; readonly amount: AssetUnits; readonly bond: AssetUnits }
  | { readonly name: 'ServiceBondLeaving'; readonly service: ServiceId; readonly outAt: UnixSeconds }
  | { readonly name: 'ServiceBondReturned'; readonly service: ServiceId; readonly amount: AssetUnits }
  | { readonly name: 'ServiceFindingNoted'; readonly service: ServiceId; readonly outAt: UnixSeconds }
  /** A service's bond was slashed. `compensation` goes to the pot (deposit) of `victim`. */
  | {
      readonly name: 'ServiceBondSlashed'
      readonly service: ServiceId
      readonly victim: Address
      readonly taken: AssetUnits
      readonly compensation: AssetUnits
    }

/**
 * Events of ServiceLedger about pots (deposits of accounts) and allowances (limits of keys). Amounts of pots are in base units of the asset, amounts of
 * allowances in 1e-6 of the asset.
 */
type PotEvent =
  | {
      readonly name: 'PotDeposited'
      readonly account: Address
      readonly asset: LedgerAsset
      readonly payer: Address
      readonly amount: AssetUnits
    }
  | { readonly name: 'PotWithdrawn' | 'PotFeesSwept'; readonly account: Address; readonly asset: LedgerAsset; readonly amount: AssetUnits }
  | {
      readonly name: 'AllowanceSet'
      readonly payer: Address
      readonly asset: LedgerAsset
      readonly key: Address
      readonly left: bigint
      readonly dayCap: bigint
      readonly unsettled: bigint
      readonly until: UnixSeconds
    }
  | { readonly name: 'AllowanceUsed'; readonly payer: Address; readonly asset: LedgerAsset; readonly key: Address; readonly units: bigint }

/**
 * One row of a settlement. `settled` is the total that the channel (a payer's deposit for one AI service) has paid since it was first opened. `seq` is the
 * number of the last voucher that this total includes.
 */
export type SettledRow = { readonly channel: ChannelId; readonly settled: AssetUnits; readonly seq: number }

/**
 * Events of ServiceLedger about channels, each a payer's deposit for one service. `deposited` is the sum of all deposits since the channel was first opened,
 * less the refunds. When a channel is closed, the payer's pot gets `refund`.
 */
type ChannelEvent =
  | (ChannelFacts & { readonly name: 'ChannelFunded'; readonly channel: ChannelId; readonly serial: number; readonly deposited: AssetUnits })
  | { readonly name: 'ChannelExiting'; readonly channel: ChannelId; readonly serial: number; readonly exitAt: UnixSeconds }
  | { readonly name: 'ChannelClosed'; readonly channel: ChannelId; readonly serial: number; readonly refund: AssetUnits }
  | {
      readonly name: 'ChannelsSettled'
      readonly service: ServiceId
      readonly asset: LedgerAsset
      readonly rows: readonly SettledRow[]
      readonly paid: AssetUnits
      readonly royalty: AssetUnits
      readonly fee: AssetUnits
    }

/** One event of ServiceLedger. From these events, a program calculates every service, pot (balance of an account), allowance and channel. */
export type LedgerEvent = ServiceEvent | PotEvent | ChannelEvent

const prefixes = ['Service', 'Pot', 'Allowance', 'Channel'] as const

/** Returns true for an event of the service ledger, by the beginning of its name. No event of another contract has a name with such a beginning. */
export function isLedgerEvent<Event extends { readonly name: string }>(event: Event): event is Extract<Event, LedgerEvent> {
  return prefixes.some((prefix) => event.name.startsWith(prefix))
}
