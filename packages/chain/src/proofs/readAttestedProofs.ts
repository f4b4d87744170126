import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client } from 'viem'
import { getBlock, getContractEvents } from 'viem/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { proofsEntry } from '../addresses/contractEntries.ts'
import { blockRanges } from '../emission/blocks.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'

/** A root about GPU proofs that a quorum attested, and the time of its block in Unix seconds. */
type AttestedProofs = { readonly root: Hex32; readonly at: bigint }

/** Reads which roots about GPU proofs a quorum attested in a range of blocks, both ends included. Throws viem's errors. */
export async function readAttestedProofs(
  client: Client,
  { attestations, from, to }: { readonly attestations: Address; readonly from: bigint; readonly to: bigint },
): Promise<AttestedProofs[]> {
  const found: AttestedProofs[] = []
  for (const range of blockRanges({ from, to })) {
    const args = { subject: nameKey(proofsEntry) }
    const events = await getContractEvents(client, {
      address: attestations,
      abi: attestationsAbi,
      eventName: 'RootAttested',
      args,
      ...range,
      strict: true,
    })
    for (const { args: event, blockNumber } of events)
      found.push({ root: hex32(event.root), at: (await getBlock(client, { blockNumber })).timestamp })
  }
  return found
}
