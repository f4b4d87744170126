import { type Address, type AssetUnits, type LedgerAsset, ledgerAssets, type ServiceId, type UnixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { serviceLedgerAbi as abi } from '../generated/serviceLedgerAbi.ts'
import type { ContractCall } from './contractCall.ts'

type OfService = { readonly ledger: Address; readonly service: ServiceId }
type OfAsset = { readonly ledger: Address; readonly asset: LedgerAsset }

/** Withdraws from the sender's pot (its deposit in the service ledger) to the sender's wallet. */
export function withdrawFromLedgerCall({ ledger, asset, amount }: OfAsset & { readonly amount: AssetUnits }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'withdraw', args: [numberOf(asset), amount] }) }
}

/**
 * The limits of a key that moves amounts from its payer's pot (deposit in the service ledger) into payment channels to services. All amounts are in 1e-6 of the
 * asset: `left` for the whole time, `dayCap` per day, and `unsettled` for each channel (money in the channel that its service has not settled).
 */
export type KeyAllowance = {
  readonly key: Address
  readonly left: bigint
  readonly dayCap: bigint
  readonly unsettled: bigint
  readonly until: UnixSeconds
}

/** Allows a key to move amounts from the sender's pot (deposit) into its own payment channels, within limits. */
export function allowKeyCall({ ledger, asset, key, left, dayCap, unsettled, until }: OfAsset & KeyAllowance): ContractCall {
  const args = [key, numberOf(asset), Number(left), Number(dayCap), Number(unsettled), Number(until)] as const
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'allow', args }) }
}

/** Transfers the collected fees of an account's pot (its balance in the service ledger) to the receiver of fees. Anyone may send the call. */
export function sweepLedgerFeesCall({ ledger, asset, account }: OfAsset & { readonly account: Address }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'sweepFees', args: [account, numberOf(asset)] }) }
}

/** Publishes the complete new terms of a service. The payee or the operator of the service sends the call. */
export function setServiceTermsCall({ ledger, service, terms }: OfService & { readonly terms: Hex }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'setTerms', args: [service, terms] }) }
}

/** Changes the operator of a service, which signs settlements and releases. The payee sends the call. */
export function setServiceOperatorCall({ ledger, service, operator }: OfService & { readonly operator: Address }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'setOperator', args: [service, operator] }) }
}

/** Moves PToken from the payee's pot (deposit) into the bond of its service. The payee sends the call. */
export function bondServiceCall({ ledger, service, amount }: OfService & { readonly amount: AssetUnits }): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'bond', args: [service, amount] }) }
}

/** Begins to withdraw the whole bond of a service. The payee sends the call. */
export function unbondServiceCall({ ledger, service }: OfService): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'unbond', args: [service] }) }
}

/**
 * Ends the withdrawal of a service's bond: moves the bond into the payee's pot (deposit in the service ledger) once the waiting time is over. Anyone may send
 * the call.
 */
export function collectServiceBondCall({ ledger, service }: OfService): ContractCall {
  return { to: ledger, data: encodeFunctionData({ abi, functionName: 'collectBond', args: [service] }) }
}

function numberOf(asset: LedgerAsset): number {
  return ledgerAssets.indexOf(asset)
}
