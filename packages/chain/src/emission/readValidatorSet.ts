import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client, Hex } from 'viem'
import { getBlockNumber, getContractEvents, readContract } from 'viem/actions'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { blockRangesBack } from './blocks.ts'

/** The present validator set: members in the order in which they are hashed, with stakes in PToken base units. */
export type ReadValidatorSet = {
  readonly setHash: Hex32
  readonly formedAt: bigint
  /** Since when the set has had exactly these members and stakes, in Unix seconds. */
  readonly since: bigint
  readonly members: readonly { readonly account: Address; readonly stake: bigint; readonly word: Hex }[]
}

/**
 * Reads the current validator set. Only the event that formed the set contains its members, so this function searches the blocks backwards, unless `known` is
 * already this set. Returns null if no set was ever formed. Throws viem's errors.
 */
export async function readValidatorSet(
  client: Client,
  attestations: Address,
  { known }: { known: ReadValidatorSet | null },
): Promise<ReadValidatorSet | null> {
  const at = { address: attestations, abi: attestationsAbi } as const
  const { setHash, formedAt, since, totalStake } = await readContract(client, { ...at, functionName: 'currentSet' })
  if (totalStake === 0n) return null
  if (known?.setHash === hex32(setHash)) return { ...known, formedAt: BigInt(formedAt), since: BigInt(since) }
  for (const range of blockRangesBack({ from: 0n, to: await getBlockNumber(client) })) {
    const formed = await getContractEvents(client, { ...at, eventName: 'ValidatorSetFormed', args: { setHash }, ...range, strict: true })
    const words = formed.at(-1)?.args.members
    if (words !== undefined) return { setHash: hex32(setHash), formedAt: BigInt(formedAt), since: BigInt(since), members: words.map(memberOf) }
  }
  return null
}

/** Decodes one member from the form in which the set is hashed. */
export function memberOf(word: Hex): ReadValidatorSet['members'][number] {
  const value = BigInt(word)
  return { account: address(`0x${(value & ((1n << 160n) - 1n)).toString(16).padStart(40, '0')}`), stake: value >> 160n, word }
}
