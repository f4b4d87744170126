import {
  type Address,
  type AssetUnits,
  type Bps,
  type ChannelFacts,
  keyCurves,
  type LedgerAsset,
  ledgerAssets,
  type ServiceId,
} from '@infinitio/domain'
import { encodeFunctionData, type Hex, zeroHash } from 'viem'
import { serviceLedgerAbi as abi } from '../generated/serviceLedgerAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** The properties of an AI service that never change. The service's id is a hash of them. `royaltyTo` is the zero address for a model without an owner. */
export type ServiceFacts = {
  readonly payee: Address
  readonly royaltyTo: Address
  readonly royaltyBps: Bps
  readonly lockSeconds: number
  readonly salt: Hex
}

/** A permission to serve a model, signed by the model's owner for the payee of a service. */
export type ServiceGrant = { readonly model: Hex; readonly until: number; readonly signature: Hex }

type OfLedger = { readonly ledger: Address }
type OfBatch = OfLedger & { readonly service: ServiceId; readonly asset: LedgerAsset; readonly rows: Hex; readonly signature?: Hex }

/** Registers a service of the sender with its first terms. A service that pays no royalty needs no grant. */
export function registerServiceCall({
  ledger,
  facts,
  operator,
  grant = { model: zeroHash, until: 0, signature: '0x' },
  terms,
}: OfLedger & { readonly facts: ServiceFacts; readonly operator: Address; readonly grant?: ServiceGrant; readonly terms: Hex }): ContractCall {
  const args = [{ ...facts, royaltyBps: Number(facts.royaltyBps) }, operator, grant, terms] as const
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'register', args }) }
}

/** Pays an asset of the sender into the pot (deposit) of an account. The sender must have approved the amount. */
export function depositToLedgerCall({
  ledger,
  account,
  asset,
  amount,
}: OfLedger & { readonly account: Address; readonly asset: LedgerAsset; readonly amount: AssetUnits }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'depositFor', args: [account, numberOf(asset), amount] }) }
}

/**
 * Moves an asset from the payer's pot (deposit) into its channel to a service, until all deposits of the channel since its first opening, less the refunds, are
 * `total`. Without a signature, the payer or the channel's key must send the call.
 */
export function fundChannelCall({
  ledger,
  channel,
  serial,
  total,
  signature = '0x',
}: OfLedger & { readonly channel: ChannelFacts; readonly serial: number; readonly total: AssetUnits; readonly signature?: Hex }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'fund', args: [channelTuple(channel), serial, total, signature] }) }
}

/** Begins to close a payer's channel to a service. Without a signature, the payer or the channel's key must send the call. */
export function exitChannelCall({
  ledger,
  channel,
  serial,
  signature = '0x',
}: OfLedger & { readonly channel: ChannelFacts; readonly serial: number; readonly signature?: Hex }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'exit', args: [channelTuple(channel), serial, signature] }) }
}

/** Refunds the rest of a closing channel to its payer once the lock time is over. Anyone may send the call. */
export function finishChannelCall({ ledger, channel }: OfLedger & { readonly channel: ChannelFacts }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'finish', args: [channelTuple(channel)] }) }
}

/**
 * A service's permission to close a channel at once: its last claim, the voucher (signed promise to pay) that covers the claim, and the signature of the payee
 * or the operator. Without a voucher, the claim is the amount that was settled before.
 */
export type ChannelRelease = {
  readonly serial: number
  readonly claim: AssetUnits
  readonly voucher: { readonly seq: number; readonly spent: AssetUnits; readonly trace: Hex; readonly signature: Hex }
  readonly signature: Hex
}

/**
 * Settles the last claim on a channel and refunds the rest to its payer at once. With a signature of the payee or the operator, anyone may send the call. With
 * the signature `0x`, the payee or the operator must send it.
 */
export function releaseChannelCall({
  ledger,
  channel,
  release: { serial, claim, voucher, signature },
}: OfLedger & { readonly channel: ChannelFacts; readonly release: ChannelRelease }): ContractCall {
  const args = [channelTuple(channel), serial, claim, voucher, signature] as const
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'release', args }) }
}

/**
 * Collects the amounts that payers promised to an AI service by signed vouchers. `rows` come from `packVoucherRows` of `packages/services`. Without a
 * signature, the payee or the operator must send the call.
 */
export function settleVouchersCall({ ledger, service, asset, rows, signature = '0x' }: OfBatch): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'settle', args: [service, numberOf(asset), rows, signature] }) }
}

/**
 * Collects the amounts that one key owes an AI service on several channels (payers' deposits for the service). `rows` come from `packListRows` of
 * `packages/services`. Without a signature, the payee or the operator must send the call.
 */
export function settleListCall({
  ledger,
  service,
  asset,
  key,
  rows,
  keySignature,
  signature = '0x',
}: OfBatch & { readonly key: Address; readonly keySignature: Hex }): ContractCall {
  const args = [service, numberOf(asset), key, rows, keySignature, signature] as const
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'settleList', args }) }
}

/**
 * A proof that keys on BabyJubJub signed vouchers for the rows of a settlement: the hash of the rows in the circuit, and the three points of a Groth16 proof.
 */
export type RowsProof = {
  readonly rowsHash: bigint
  readonly a: readonly [bigint, bigint]
  readonly b: readonly [bigint, bigint, bigint, bigint]
  readonly c: readonly [bigint, bigint]
}

/**
 * Collects the amounts that keys on BabyJubJub promised to an AI service. `rows` come from `packProvenRows` and the proof from `proveRows` of `packages/proven`.
 * Without a signature, the payee or the operator must send the call.
 */
export function settleProvenCall({ ledger, service, asset, rows, proof, signature = '0x' }: OfBatch & { readonly proof: RowsProof }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'settleProven', args: [service, numberOf(asset), rows, proof, signature] }) }
}

/** Converts the data of a payment channel into the tuple that the contracts take. */
export function channelTuple({ payer, key, curve, service, asset }: ChannelFacts) {
  return { payer, key, curve: keyCurves.indexOf(curve), service, asset: numberOf(asset) }
}

function numberOf(asset: LedgerAsset): number {
  return ledgerAssets.indexOf(asset)
}
