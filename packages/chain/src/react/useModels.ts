import { type Address, type TxHash, zeroHex32 } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import { modelPaymentsAbi } from '../generated/modelPaymentsAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on AI models that are sold for G. Each action resolves when its transaction is mined. Prices are in base units of PToken; `mostG`, the
 * most to pay, is in base units of G. All actions throw like `sendAndWait`.
 */
export type ModelActs = {
  readonly register: (model: { name: string; payee: Address; pricePerUnit: bigint }) => Promise<TxHash>
  /** Changes a model. Only for the model's owner. A price of 0 ends the sale. */
  readonly set: (model: { id: number; payee: Address; pricePerUnit: bigint }) => Promise<TxHash>
  /** Sends two transactions when the approval is below `mostG`, otherwise one. */
  readonly pay: (payment: { id: number; units: bigint; mostG: bigint }) => Promise<TxHash>
}

const abi = modelPaymentsAbi

/** Returns the connected wallet's actions: register and change models, and pay for them in G. */
export function useModels({ modelPayments, gToken }: { modelPayments: Address; gToken: Address }, account: Address): ModelActs {
  const config = useConfig()
  return useMemo(
    () => ({
      register: ({ name, payee, pricePerUnit }) =>
        sendAndWait(config, { to: modelPayments, data: encodeFunctionData({ abi, functionName: 'register', args: [name, payee, pricePerUnit] }) }),
      set: ({ id, payee, pricePerUnit }) =>
        sendAndWait(config, { to: modelPayments, data: encodeFunctionData({ abi, functionName: 'set', args: [BigInt(id), payee, pricePerUnit] }) }),
      async pay({ id, units, mostG }) {
        await approveExactly(config, { token: gToken, owner: account, spender: modelPayments, amount: mostG })
        const args = [BigInt(id), units, mostG, zeroHex32] as const
        return sendAndWait(config, { to: modelPayments, data: encodeFunctionData({ abi, functionName: 'pay', args }) })
      },
    }),
    [config, modelPayments, gToken, account],
  )
}
