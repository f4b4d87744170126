import { type Address, type AssetUnits, type LedgerAsset, ledgerAssets, type ServiceId, type UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { serviceLedgerAbi as abi } from '../generated/serviceLedgerAbi.ts'
import type { ContractCall } from './contractCall.ts'

type OfService = { readonly ledger: Address; readonly service: ServiceId }
type OfAsset = { readonly ledger: Address; readonly asset: LedgerAsset }

/** Pays from the sender's pot to the sender. */
export function withdrawFromLedgerCall({ ledger, asset, amount }: OfAsset & { readonly amount: AssetUnits }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'withdraw', args: [numberOf(asset), amount] }) }
}

/** The limits of a key that moves amounts from its payer's pot into channels, in 1e-6 of the asset. `unsettled` is the most that one channel may hold. */
export type KeyAllowance = {
  readonly key: Address
  readonly left: bigint
  readonly dayCap: bigint
  readonly unsettled: bigint
  readonly until: UnixSeconds
}

/** Lets a key move amounts from the sender's pot into its own channels. */
export function allowKeyCall({ ledger, asset, key, left, dayCap, unsettled, until }: OfAsset & KeyAllowance): ContractCall {
  const args = [key, numberOf(asset), Number(left), Number(dayCap), Number(unsettled), Number(until)] as const
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'allow', args }) }
}

/** Sends the fees that wait in a pot to their receiver. Anyone may send it. */
export function sweepLedgerFeesCall({ ledger, asset, account }: OfAsset & { readonly account: Address }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'sweepFees', args: [account, numberOf(asset)] }) }
}

/** Publishes new terms, whole. The payee or the operator sends it. */
export function setServiceTermsCall({ ledger, service, terms }: OfService & { readonly terms: Hex }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'setTerms', args: [service, terms] }) }
}

/** Changes who signs rows and releases. The payee sends it. */
export function setServiceOperatorCall({ ledger, service, operator }: OfService & { readonly operator: Address }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'setOperator', args: [service, operator] }) }
}

/** Moves PToken from the payee's pot into the bond. The payee sends it. */
export function bondServiceCall({ ledger, service, amount }: OfService & { readonly amount: AssetUnits }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'bond', args: [service, amount] }) }
}

/** Begins to withdraw the whole bond of a service. The payee sends it. */
export function unbondServiceCall({ ledger, service }: OfService): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'unbond', args: [service] }) }
}

/** Pays a bond that has left into the payee's pot. Anyone may send it. */
export function collectServiceBondCall({ ledger, service }: OfService): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'collectBond', args: [service] }) }
}

function numberOf(asset: LedgerAsset): number {
  return ledgerAssets.indexOf(asset)
}
