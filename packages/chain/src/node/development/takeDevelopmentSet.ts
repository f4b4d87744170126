import { type Address, address } from '@infinitio/domain'
import { encodeFunctionData, type Hex, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { formSetCall } from '../../calls/lossCalls.ts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { sendCalls } from '../sending/sendCalls.ts'

const gas = 400_000n

/**
 * Has the operator's attestor stand for the set of validators alone, where none of them runs any more: they stand for it no longer, their bonds stay, and once they run they join
 * again. Returns whether such a set is formed; false while none can be formed (once in an hour, and in its first half), and where the deployment did not admit the attestor, which then leaves all as it is.
 */
export async function takeDevelopmentSet(input: {
  rpcUrl: string
  attestations: Address
  attestor: Hex
  validators: readonly Hex[]
}): Promise<boolean> {
  const { rpcUrl, attestations, attestor, validators } = input
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const at = { address: attestations, abi: attestationsAbi } as const
  const own = accountOf(attestor)
  if (!(await client.readContract({ ...at, functionName: 'isAdmitted', args: [own] }))) return false
  const candidates = (await client.readContract({ ...at, functionName: 'candidates' })).map((account) => account.toLowerCase())
  const send = async (privateKey: Hex, what: string, data: Hex) =>
    await sendCalls(client, { privateKey, calls: [{ what, to: attestations, data, value: 0n, gas }], timeoutMs: 60_000 })
  const resign = encodeFunctionData({ abi: attestationsAbi, functionName: 'resign' })
  for (const key of validators) if (candidates.includes(accountOf(key))) await send(key, 'leaving the validators', resign)
  const join = encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] })
  if (!candidates.includes(own)) await send(attestor, 'joining the validators', join)
  if ((await client.readContract({ ...at, functionName: 'formableFrom' })) > 0n) return false
  await send(attestor, 'forming the set of validators', formSetCall({ attestations }).data)
  return true
}

function accountOf(privateKey: Hex): Address {
  return address(privateKeyToAccount(privateKey).address.toLowerCase())
}
