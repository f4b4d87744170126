import { type Address, address } from '@infinitio/domain'
import { encodeFunctionData, type Hex, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { formSetCall } from '../../calls/lossCalls.ts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { sendCalls } from '../sending/sendCalls.ts'

const gas = 400_000n

/**
 * Makes the attestor the only member of the validator set, for a deployment without validator programs. The attestor is a key of the operator that signs only
 * that nodes are lost. The validators stop being candidates, but keep their bonds, and join again when their programs run. Returns true if the set was formed.
 * Returns false if the attestor is not admitted (then nothing changes), or if no set can be formed now: usually a set can be formed once per hour, in the first
 * half of the hour.
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
