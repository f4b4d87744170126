import {
  address,
  assert,
  type AssetUnits,
  assetUnits,
  bps,
  channelId,
  hex32,
  keyCurves,
  type LedgerAsset,
  ledgerAssets,
  serviceId,
  unixSeconds,
} from '@infinitio/domain'
import type { DecodeEventLogReturnType, Hex } from 'viem'
import { serviceLedgerAbi } from '../generated/serviceLedgerAbi.ts'
import type { LedgerEvent, SettledRow } from './ledgerEvent.ts'

/** Every event of the service ledger. */
export const ledgerEventsAbi = /* @__PURE__ */ serviceLedgerAbi.filter((item) => item.type === 'event')

/** A log of the service ledger, decoded by viem. */
export type DecodedLedgerLog = DecodeEventLogReturnType<typeof ledgerEventsAbi>

const toAddress = (text: string) => address(text.toLowerCase())

/** Converts a log into an event of the service ledger. Returns null for a log that changes nothing, such as a report of skipped rows. */
export function ledgerEvent(log: DecodedLedgerLog): LedgerEvent | null {
  return serviceEvent(log) ?? potEvent(log) ?? channelEvent(log)
}

function serviceEvent(log: DecodedLedgerLog): LedgerEvent | null {
  switch (log.eventName) {
    case 'ServiceRegistered': {
      const { payee, royaltyTo, royaltyBps, lockSeconds } = log.args.facts
      const fixed = { payee: toAddress(payee), royaltyTo: toAddress(royaltyTo), royaltyBps: bps(BigInt(royaltyBps)), lockSeconds }
      return { name: 'ServiceRegistered', ...idOf(log.args), ...fixed, operator: toAddress(log.args.operator), model: hex32(log.args.model) }
    }
    case 'OperatorSet':
      return { name: 'ServiceOperatorSet', ...idOf(log.args), operator: toAddress(log.args.operator) }
    case 'TermsSet':
      return { name: 'ServiceTermsSet', ...idOf(log.args), hash: hex32(log.args.hash), terms: log.args.terms }
    case 'BondAdded':
      return { name: 'ServiceBondAdded', ...idOf(log.args), amount: assetUnits(log.args.amount), bond: assetUnits(log.args.bond) }
    case 'BondLeaving':
      return { name: 'ServiceBondLeaving', ...idOf(log.args), outAt: unixSeconds(log.args.outAt) }
    case 'BondReturned':
      return { name: 'ServiceBondReturned', ...idOf(log.args), amount: assetUnits(log.args.amount) }
    case 'FindingNoted':
      return { name: 'ServiceFindingNoted', ...idOf(log.args), outAt: unixSeconds(log.args.outAt) }
    case 'BondSlashed': {
      const { victim, taken, compensation } = log.args
      const loss = { taken: assetUnits(taken), compensation: assetUnits(compensation) }
      return { name: 'ServiceBondSlashed', ...idOf(log.args), victim: toAddress(victim), ...loss }
    }
    default:
      return null
  }
}

function potEvent(log: DecodedLedgerLog): LedgerEvent | null {
  switch (log.eventName) {
    case 'PotDeposited': {
      const { account, payer, amount } = log.args
      const parties = { account: toAddress(account), payer: toAddress(payer) }
      return { name: 'PotDeposited', ...parties, ...assetOf(log.args), amount: assetUnits(amount) }
    }
    case 'PotWithdrawn':
      return { name: 'PotWithdrawn', account: toAddress(log.args.account), ...assetOf(log.args), amount: assetUnits(log.args.amount) }
    case 'FeesSwept':
      return { name: 'PotFeesSwept', account: toAddress(log.args.account), ...assetOf(log.args), amount: assetUnits(log.args.amount) }
    case 'AllowanceSet': {
      const { left, dayCap, unsettled, until } = log.args
      return { name: 'AllowanceSet', ...keyOf(log.args), left, dayCap, unsettled, until: unixSeconds(until) }
    }
    case 'AllowanceUsed':
      return { name: 'AllowanceUsed', ...keyOf(log.args), units: log.args.units }
    default:
      return null
  }
}

function channelEvent(log: DecodedLedgerLog): LedgerEvent | null {
  switch (log.eventName) {
    case 'ChannelFunded': {
      const { channel, facts, serial, deposited } = log.args
      const curve = keyCurves[facts.curve]
      assert(curve !== undefined, 'the curve of a channel is known')
      const parties = { payer: toAddress(facts.payer), key: toAddress(facts.key), curve }
      const fixed = { ...parties, service: serviceId(facts.service), ...assetOf(facts) }
      return { name: 'ChannelFunded', channel: channelId(channel), ...fixed, serial: Number(serial), deposited: assetUnits(deposited) }
    }
    case 'ChannelExiting': {
      const { channel, serial, exitAt } = log.args
      return { name: 'ChannelExiting', channel: channelId(channel), serial: Number(serial), exitAt: unixSeconds(exitAt) }
    }
    case 'ChannelClosed': {
      const { channel, serial, refund } = log.args
      return { name: 'ChannelClosed', channel: channelId(channel), serial: Number(serial), refund: assetUnits(refund) }
    }
    case 'Settled': {
      const { rows, paid, royalty, fee } = log.args
      const money = { paid: assetUnits(paid), royalty: assetUnits(royalty), fee: assetUnits(fee) }
      return { name: 'ChannelsSettled', ...idOf(log.args), ...assetOf(log.args), rows: settledRows(rows), ...money }
    }
    default:
      return null
  }
}

const rowDigits = 2 * 48

/** Reads the rows of the event `Settled`, one for each payment channel: the channel's id (32 bytes), `settled` (12 bytes) and `seq` (4 bytes). */
function settledRows(rows: Hex): SettledRow[] {
  const digits = rows.slice(2)
  assert(digits.length % rowDigits === 0, 'the rows of a settlement are whole')
  return Array.from({ length: digits.length / rowDigits }, (_, place) => {
    const row = digits.slice(place * rowDigits, (place + 1) * rowDigits)
    const settled: AssetUnits = assetUnits(BigInt(`0x${row.slice(64, 88)}`))
    return { channel: channelId(`0x${row.slice(0, 64)}`), settled, seq: Number.parseInt(row.slice(88), 16) }
  })
}

function idOf({ service }: { readonly service: string }) {
  return { service: serviceId(service) }
}

function assetOf({ asset }: { readonly asset: number }): { readonly asset: LedgerAsset } {
  const name = ledgerAssets[asset]
  assert(name !== undefined, 'the asset of an event is known')
  return { asset: name }
}

function keyOf({ payer, key, asset }: { readonly payer: string; readonly key: string; readonly asset: number }) {
  return { payer: toAddress(payer), ...assetOf({ asset }), key: toAddress(key) }
}
