import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex, stringToHex } from 'viem'
import { useConfig, useReadContracts } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

const purpose = stringToHex('Provider', { size: 32 })

/**
 * The least gas limit for changes of a bond. The vault reports each change to the node registry and reverts if too little gas is left for the report. An
 * estimate may not include that gas.
 */
const leastGas = 300_000n

/**
 * A provider's bond. Amounts are in PToken base units, times in Unix seconds. `unbonding` can be withdrawn from `releaseAt` on, and not before `frozenUntil`.
 */
export type Bond = {
  readonly bonded: bigint
  readonly unbonding: bigint
  readonly releaseAt: number
  readonly frozenUntil: number
  /** The part of the bond, in PToken base units, that must remain for the provider's registered machines. */
  readonly required: bigint
}

type Of = { readonly addresses: ChainAddresses; readonly account: Address }

/** Reads the bond from the contracts, at a block or at the head of the chain. Returns react-query's result. */
export function useBond({ addresses, account, blockNumber }: Of & { readonly blockNumber?: bigint }) {
  return useReadContracts({
    allowFailure: false,
    blockNumber,
    contracts: [
      { address: addresses.stakeVault, abi: stakeVaultAbi, functionName: 'bondOf', args: [account, purpose] },
      { address: addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'providerOf', args: [account] },
    ],
    query: {
      select: ([{ bonded, unbonding, releaseAt, frozenUntil }, { requiredBond }]): Bond => ({
        bonded,
        unbonding,
        releaseAt,
        frozenUntil,
        required: requiredBond,
      }),
    },
  })
}

/** The three changes of a provider's bond. Each action resolves when its transaction is mined. All actions throw as `sendAndWait` does. */
export type BondMoves = {
  /** Adds to the bond. Sends two transactions if the approval for the vault is below the amount, otherwise one. */
  readonly add: (amount: bigint) => Promise<TxHash>
  /** Begins to withdraw an amount of the bond. The waiting period of all earlier requests starts again. */
  readonly askBack: (amount: bigint) => Promise<TxHash>
  readonly withdraw: () => Promise<TxHash>
}

/** Returns the changes of the bond for the connected wallet. */
export function useBondMoves({ addresses, account }: Of): BondMoves {
  const config = useConfig()
  return useMemo(() => {
    const { pToken: token, stakeVault: to } = addresses
    const send = (data: Hex) => sendAndWait(config, { to, data }, { leastGas })
    return {
      async add(amount) {
        await approveExactly(config, { token, owner: account, spender: to, amount })
        return send(encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bond', args: [purpose, amount] }))
      },
      askBack: (amount) => send(encodeFunctionData({ abi: stakeVaultAbi, functionName: 'unbond', args: [purpose, amount] })),
      withdraw: () => send(encodeFunctionData({ abi: stakeVaultAbi, functionName: 'withdraw', args: [purpose, account] })),
    }
  }, [config, addresses, account])
}
