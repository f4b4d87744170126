import { type ContractCall, directoryAbi, modelPaymentsAbi, nameKey, readFunding } from '@infinitio/chain'
import { type Address, address, assertNever, type Hex32, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from './sendGovernCall.ts'

/**
 * One action on commercial AI models. Prices are in base units of PToken per unit of the model's use; 0 means not for sale. `mostG`, the largest payment, is in
 * base units of G.
 */
export type ModelMove =
  | { readonly kind: 'register'; readonly name: string; readonly payee: Address; readonly pricePerUnit: bigint }
  | { readonly kind: 'set'; readonly id: bigint; readonly payee: Address; readonly pricePerUnit: bigint }
  | { readonly kind: 'pay'; readonly id: bigint; readonly units: bigint; readonly mostG: bigint; readonly note: Hex32 }

/** The sending account, its signer, and the Directory with the contracts' addresses. */
export type ModelSending = Omit<GovernCallSending, 'account'> & { readonly account: string; readonly directory: Address }

/**
 * Executes an action on models with transactions of the account and returns the hash of the last one once it is mined. If the contract's allowance is smaller
 * than `mostG`, paying first raises it to exactly `mostG`. Throws `api.not_found` without a model contract, and the codes of `governMove`, such as
 * `chain.g_rate_missing` if the contract has no rate of G.
 */
export async function modelMove(access: ExitAccess, move: ModelMove, { directory, ...sending }: ModelSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const funding = await askRpc(access, () => readFunding(access.client, directory))
  if (funding === null) throw refusal('api.not_found', { detail: 'no models are paid for on this chain' })
  if (move.kind === 'pay') {
    const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('GToken')] } as const
    const token = address((await askRpc(access, () => readContract(access.client, read))).toLowerCase())
    await allowToken(access, { token, spender: funding.modelPayments, amount: move.mostG }, { ...sending, account })
  }
  return await sendGovernCall(access, callOf(move, funding.modelPayments), { ...sending, account })
}

function callOf(move: ModelMove, to: Address): ContractCall {
  const abi = modelPaymentsAbi
  switch (move.kind) {
    case 'register':
      return { to, data: encodeFunctionData({ abi, functionName: 'register', args: [move.name, move.payee, move.pricePerUnit] }) }
    case 'set':
      return { to, data: encodeFunctionData({ abi, functionName: 'set', args: [move.id, move.payee, move.pricePerUnit] }) }
    case 'pay':
      return { to, data: encodeFunctionData({ abi, functionName: 'pay', args: [move.id, move.units, move.mostG, move.note] }) }
    default:
      return assertNever(move)
  }
}
