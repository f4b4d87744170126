import { type Address, zeroAddress } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { formSetCall } from '../../calls/lossCalls.ts'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'
import { admitDevelopmentValidators } from './admitDevelopmentValidators.ts'
import { createChainClient } from '../createChainClient.ts'
import { type PlannedCall, sendCalls } from '../sending/sendCalls.ts'

const callGas = 400_000n
const timeoutMs = 120_000

/**
 * Makes the set of validators of a fresh development chain: bonds and admits `members` and all of `others`, has the members join by their own keys, and forms the set of
 * them. Who runs no program must not be a member: its turns would be nobody's, and a set of four needs three signatures. Throws on any other chain, and where a set
 * can be formed later only.
 */
export async function formDevelopmentSet(input: {
  rpcUrl: string
  addresses: ChainAddresses
  deployerKey: Hex
  members: readonly { readonly address: Address; readonly privateKey: Hex }[]
  others?: readonly Address[]
}): Promise<void> {
  const { rpcUrl, addresses, deployerKey, members, others = [] } = input
  const { attestations } = addresses
  const validators = [...members.map(({ address }) => address), ...others]
  await admitDevelopmentValidators({ rpcUrl, addresses, deployerKey, validators })
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const step = (what: string, data: Hex): PlannedCall => ({ what, to: attestations, data, value: 0n, gas: callGas })
  const join = step('joining the validators', encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] }))
  // One after the other: the order of the set is theirs.
  for (const { privateKey } of members) await sendCalls(client, { privateKey, calls: [join], timeoutMs })
  const form = step('forming the set of validators', formSetCall({ attestations }).data)
  await sendCalls(client, { privateKey: deployerKey, calls: [form], timeoutMs })
}
