import { pTokenAbi } from '@infinitio/chain'
import type { Address, Refusal } from '@infinitio/domain'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import { publicCall, type PublicRpc } from '../rpc/createPublicRpc.ts'

const gas = 100_000n

/** The services that are needed to read an account's wallet. */
export type WalletParts = { readonly publicRpc: PublicRpc; readonly facts: MarketFactsReader }

/**
 * Returns the PToken in an account's wallet, in base units. Reads it through the chain node that also answers public requests. Refuses with `chain.node_busy`.
 */
export async function walletTokens(
  { publicRpc, facts }: WalletParts,
  { account, caller }: { account: Address; caller: string },
): Promise<bigint | Refusal> {
  const question = { abi: pTokenAbi, functionName: 'balanceOf' } as const
  const { addresses } = await facts.read()
  const data = encodeFunctionData({ ...question, args: [account] })
  const answer = await publicCall(publicRpc, { caller, to: addresses.pToken, data, gas })
  if (answer.kind === 'busy') return { rejected: 'chain.node_busy' }
  return answer.kind === 'returned' ? decodeFunctionResult({ ...question, data: answer.data }) : 0n
}
