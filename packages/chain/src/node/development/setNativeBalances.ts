import type { Address } from '@infinitio/domain'
import { type PublicClient, toHex } from 'viem'
import { developmentChainId } from './developmentChainId.ts'

/** Gives each account a native balance in wei, on a development chain only. Throws on any other chain. */
export async function setNativeBalances(client: PublicClient, { accounts, amount }: { accounts: readonly Address[]; amount: bigint }): Promise<void> {
  const chainId = await client.getChainId()
  if (chainId !== developmentChainId) throw new Error(`balances can be set on chain ${developmentChainId} only; this is chain ${chainId}`)
  type SetBalance = { Method: 'anvil_setBalance'; Parameters: [Address, `0x${string}`]; ReturnType: null }
  for (const account of accounts) {
    await client.request<SetBalance>({ method: 'anvil_setBalance', params: [account, toHex(amount)] })
  }
}
