import { type Address, address, type Hex32, zeroAddress } from '@infinitio/domain'
import type { ProofSigningDomain } from '@infinitio/domain/proofs'
import { classCatalogAbi, nodeRegistryAbi, readProofChecker } from '@infinitio/chain'
import { readSlotCommittee, type SlotCommittee } from '@infinitio/sdk/emission'
import type { ProofSlot } from '@infinitio/sdk/proofs'
import type { OpenValidator } from '../validator/validator.ts'

/**
 * Returns the chain id and the contract address that every signed message about proofs contains. Null if the market has no ProofChecker contract. Throws viem's
 * errors.
 */
export async function signingDomain({ client, opened }: Pick<OpenValidator, 'client' | 'opened'>): Promise<ProofSigningDomain | null> {
  const checker = await readProofChecker(client, opened.addresses.directory)
  return checker === null ? null : { chainId: opened.chainId, checker }
}

/**
 * Returns the timers of a slot: the validators that measure when its proofs arrive and that may sign its root. They are the committee of the slot's hour, in
 * the set's order. `set` is the validator set from which they are selected. Null if there was no set. Throws viem's errors.
 */
export async function committeeOfSlot(
  { client, opened, proofs }: Pick<OpenValidator, 'client' | 'opened' | 'proofs'>,
  { slot, at }: Pick<ProofSlot, 'slot' | 'at'>,
): Promise<SlotCommittee | null> {
  return await readSlotCommittee({ client, addresses: opened.addresses }, { block: slot, at }, proofs.sets)
}

/**
 * Returns the address of the key with which a machine signs, or the zero address if it is not registered. Reads each key only once, because it never changes.
 * Throws viem's errors.
 */
export async function nodeKeyOf({ client, opened, proofs }: Pick<OpenValidator, 'client' | 'opened' | 'proofs'>, node: Hex32): Promise<Address> {
  const known = proofs.nodeKeys.get(node)
  if (known !== undefined) return known
  const at = { address: opened.addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'nodeOf', args: [node] } as const
  const { nodeKey } = await client.readContract(at)
  const key = address(nodeKey.toLowerCase())
  if (key !== zeroAddress) proofs.nodeKeys.set(node, key)
  return key
}

/**
 * Returns the name of a machine's class, or null if the machine is not registered. A retired machine keeps its class, so all validators use the same class for
 * it, whenever they read it. Throws viem's errors.
 */
export async function classNameOf({ client, opened }: Pick<OpenValidator, 'client' | 'opened'>, node: Hex32): Promise<string | null> {
  const { nodeRegistry, classCatalog } = opened.addresses
  const { provider, classId } = await client.readContract({
    address: nodeRegistry,
    abi: nodeRegistryAbi,
    functionName: 'nodeOf',
    args: [node],
  })
  if (provider === zeroAddress) return null
  return (await client.readContract({ address: classCatalog, abi: classCatalogAbi, functionName: 'classOf', args: [classId] })).name
}
