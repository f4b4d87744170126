import { type Address, type TxHash, zeroHex32 } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig } from 'wagmi'
import { modelPaymentsAbi } from '../generated/modelPaymentsAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/** What an account does about commercial models, each resolved when mined. Prices in base units of PToken, `mostG` of G. All throw as `sendAndWait` does. */
export type ModelActs = {
  readonly register: (model: { name: string; payee: Address; pricePerUnit: bigint }) => Promise<TxHash>
  /** Its owner's alone; a price of 0 takes it off sale. */
  readonly set: (model: { id: number; payee: Address; pricePerUnit: bigint }) => Promise<TxHash>
  /** Two transactions where less is allowed than `mostG`, else one. */
  readonly pay: (payment: { id: number; units: bigint; mostG: bigint }) => Promise<TxHash>
}

const abi = modelPaymentsAbi

/** Registering and changing models, and paying for them in G by the connected wallet. */
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
