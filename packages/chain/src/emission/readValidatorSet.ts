import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client, Hex } from 'viem'
import { getBlockNumber, getContractEvents, readContract } from 'viem/actions'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { blockRangesBack } from './blocks.ts'

/** A validator set: members in the order in which they are hashed, with stakes in PToken base units. */
export type ReadValidatorSet = {
  readonly setHash: Hex32
  readonly formedAt: bigint
  /** Since when the set has had exactly these members and stakes, in Unix seconds. */
  readonly since: bigint
  readonly members: readonly { readonly account: Address; readonly stake: bigint; readonly word: Hex }[]
}

/**
 * `known`: a set that the caller read before; its members need not be searched again. `others`: more of them. `which`: the current set (without it), or the set
 * before the last change. `block`: reads the state at the end of this block in place of the newest one.
 */
type Reading = {
  readonly known: ReadValidatorSet | null
  readonly others?: readonly ReadValidatorSet[]
  readonly which?: 'currentSet' | 'previousSet'
  readonly block?: bigint
}

/**
 * Reads the current validator set, or the previous one. Only the event that formed a set contains its members, so this function searches the blocks backwards,
 * unless the caller knows the members. Returns null if there was never such a set. Throws viem's errors.
 */
export async function readValidatorSet(
  client: Client,
  attestations: Address,
  { known, others = [], which = 'currentSet', block }: Reading,
): Promise<ReadValidatorSet | null> {
  const at = { address: attestations, abi: attestationsAbi } as const
  const atBlock = block === undefined ? {} : { blockNumber: block }
  const { setHash, formedAt, since, totalStake } = await readContract(client, { ...at, functionName: which, ...atBlock })
  if (totalStake === 0n) return null
  const times = { formedAt: BigInt(formedAt), since: BigInt(since) }
  const same = [known, ...others].find((it) => it?.setHash === hex32(setHash))
  if (same !== undefined && same !== null) return { ...same, ...times }
  for (const range of blockRangesBack({ from: 0n, to: block ?? (await getBlockNumber(client)) })) {
    const formed = await getContractEvents(client, { ...at, eventName: 'ValidatorSetFormed', args: { setHash }, ...range, strict: true })
    const words = formed.at(-1)?.args.members
    if (words !== undefined) return { setHash: hex32(setHash), ...times, members: words.map(memberOf) }
  }
  return null
}

/** Decodes one member from the form in which the set is hashed. */
export function memberOf(word: Hex): ReadValidatorSet['members'][number] {
  const value = BigInt(word)
  return { account: address(`0x${(value & ((1n << 160n) - 1n)).toString(16).padStart(40, '0')}`), stake: value >> 160n, word }
}
