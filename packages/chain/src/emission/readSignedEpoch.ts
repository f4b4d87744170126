import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import { type Client, decodeFunctionData, type Hex } from 'viem'
import { getBlock, getBlockNumber, getContractEvents, getTransaction } from 'viem/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { blockRanges, blockRangesBack, firstBlockSince } from './blocks.ts'
import { marketStart } from './marketStart.ts'
import { memberOf, type ReadValidatorSet } from './readValidatorSet.ts'

/** An attested root about emission: the validator set that signed it, the transaction that submitted it, and which members of the set signed. */
export type SignedEpoch = {
  readonly set: ReadValidatorSet
  readonly txHash: Hex
  /** Returns true if the validator at this index of the set signed the root. */
  readonly hasSigned: (place: number) => boolean
}

/** The contracts from which the signatures of an epoch are read. */
type SignedPlace = Pick<ChainAddresses, 'attestations' | 'directory' | 'pToken'>

/** Finds out from the logs which validators signed a root about emission. Returns null if the root was never attested. Throws viem's errors. */
export async function readSignedEpoch(
  client: Client,
  { addresses, epoch, root }: { addresses: SignedPlace; epoch: bigint; root: Hex32 },
): Promise<SignedEpoch | null> {
  const { attestations } = addresses
  const head = await getBlockNumber(client, { cacheTime: 0 })
  const attested = await findAttested(client, { attestations, epoch, root, head })
  if (attested === undefined) return null
  const { setHash, bitmap } = attested.args
  const formed = await readFormedSets(client, { attestations, setHash, from: await marketStart(client, addresses, head), upTo: attested.blockNumber })
  const last = formed.at(-1)
  const [first] = formed
  if (last === undefined) return null
  const timeOf = async (log = last) => (await getBlock(client, { blockNumber: log.blockNumber })).timestamp
  const [formedAt, since] = await Promise.all([timeOf(), timeOf(first)])
  return {
    set: { setHash: hex32(setHash), formedAt, since, members: last.args.members.map(memberOf) },
    txHash: attested.transactionHash,
    hasSigned: (place) => ((bitmap >> BigInt(place)) & 1n) === 1n,
  }
}

type Attested = { readonly attestations: Address; readonly epoch: bigint; readonly root: Hex32; readonly head: bigint }

/**
 * Finds the event of the attestation of a Merkle root with full power. A root can be attested before with too few signatures. Searches from the beginning of the
 * root's hour.
 */
async function findAttested(client: Client, { attestations, epoch, root, head }: Attested) {
  const at = { address: attestations, abi: attestationsAbi, eventName: 'RootAttested', strict: true } as const
  const args = { subject: nameKey('emission'), epoch }
  const from = await firstBlockSince(client, { time: epoch * 3_600n, head })
  for (const range of blockRanges({ from, to: head })) {
    const found = (await getContractEvents(client, { ...at, args, ...range })).find((log) => log.args.root === root && log.args.full)
    if (found !== undefined) return found
  }
  return undefined
}

type FormedSets = { readonly attestations: Address; readonly setHash: Hex; readonly from: bigint; readonly upTo: bigint }

/**
 * Returns the last unbroken series of `ValidatorSetFormed` events with the hash `setHash` in the blocks `from` to `upTo`, oldest first. The series begins after
 * the last event of another set that is before it. A set that was formed again with the same members and stakes has the same hash, so it counts as the same
 * set.
 */
async function readFormedSets(client: Client, { attestations, setHash, from, upTo }: FormedSets) {
  const at = { address: attestations, abi: attestationsAbi, eventName: 'ValidatorSetFormed', strict: true } as const
  const read = (range: { fromBlock: bigint; toBlock: bigint }) => getContractEvents(client, { ...at, ...range })
  let found: Awaited<ReturnType<typeof read>> = []
  for (const range of blockRangesBack({ from, to: upTo })) {
    const formed = await read(range)
    const all = [...formed, ...found]
    const place = all.findLastIndex((log) => log.args.setHash === setHash)
    const before = all.slice(0, place + 1).findLastIndex((log) => log.args.setHash !== setHash)
    found = place < 0 ? [] : all.slice(before + 1, place + 1)
    if (place >= 0 && before >= 0) return found
  }
  return found
}

/** Reads the signatures in the transaction that attested a root; returns an empty list if the transaction called another function. Throws viem's errors. */
export async function readSignatures(client: Client, txHash: Hex): Promise<readonly Hex[]> {
  const { input } = await getTransaction(client, { hash: txHash })
  try {
    const call = decodeFunctionData({ abi: attestationsAbi, data: input })
    return call.functionName === 'attest' ? call.args[3].signatures : []
  } catch {
    return []
  }
}
