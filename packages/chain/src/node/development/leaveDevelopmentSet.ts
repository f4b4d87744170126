import { type Address, address } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { sendCalls } from '../sending/sendCalls.ts'

/**
 * Has an account stand for the set of validators no longer, where it does: the next set that is formed is without it. Its bond stays. For who stood where nobody else did, once
 * others run.
 */
export async function leaveDevelopmentSet(input: { rpcUrl: string; attestations: Address; privateKey: Hex }): Promise<void> {
  const { rpcUrl, attestations, privateKey } = input
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const candidates = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'candidates' })
  const own = address(privateKeyToAccount(privateKey).address.toLowerCase())
  if (!candidates.some((candidate) => candidate.toLowerCase() === own)) return
  const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'resign' })
  const call = { what: 'leaving the validators', to: attestations, data, value: 0n, gas: 200_000n }
  await sendCalls(client, { privateKey, calls: [call], timeoutMs: 60_000 })
}
