import { type Address, address } from '@infinitio/domain'
import type { Client, ContractFunctionReturnType } from 'viem'
import { getContractEvents, multicall } from 'viem/actions'
import { marketAbi } from '../generated/marketAbi.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { blockRanges } from './blocks.ts'

/**
 * Reads the providers that registered a node in a range of blocks (both ends included). The market collects fees in the accounts of providers, so these
 * accounts may hold fees. Throws viem's errors.
 */
export async function readProviders(
  client: Client,
  { nodeRegistry, from, to }: { nodeRegistry: Address; from: bigint; to: bigint },
): Promise<Set<Address>> {
  const providers = new Set<Address>()
  for (const range of blockRanges({ from, to })) {
    const at = { address: nodeRegistry, abi: nodeRegistryAbi, eventName: 'NodeRegistered', strict: true } as const
    for (const { args } of await getContractEvents(client, { ...at, ...range })) providers.add(address(args.provider.toLowerCase()))
  }
  return providers
}

type Kept = ContractFunctionReturnType<typeof marketAbi, 'view', 'account'>

/** Reads the accounts with collected fees that can be transferred at a block, the largest amount first. Throws viem's errors. */
export async function readWaitingFees(
  client: Client,
  { market, accounts, blockNumber }: { market: Address; accounts: readonly Address[]; blockNumber: bigint },
): Promise<{ readonly account: Address; readonly fees: bigint }[]> {
  if (accounts.length === 0) return []
  const contracts = accounts.map((account) => ({ address: market, abi: marketAbi, functionName: 'account', args: [account] }) as const)
  const found = (await multicall(client, { deployless: true, allowFailure: false, blockNumber, contracts })) as readonly Kept[]
  return found
    .flatMap(({ fees }, place) => {
      const account = accounts[place]
      return account === undefined || fees === 0n ? [] : [{ account, fees }]
    })
    .sort((one, other) => (one.fees < other.fees ? 1 : -1))
}
