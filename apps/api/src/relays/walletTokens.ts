import { pTokenAbi } from '@infinitio/chain'
import type { Address, Refusal } from '@infinitio/domain'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { publicCall } from '../rpc/publicCall.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'

const gas = 100_000n

/** What reads the wallet of an account. */
export type WalletParts = { readonly publicRpc: PublicRpc; readonly facts: MarketFactsReader }

/** Reads how much PToken an account's wallet holds, in base units, through the node for strangers. Refuses with `chain.node_busy`. */
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
