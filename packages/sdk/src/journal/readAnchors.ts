import { attestationsAbi, directoryAbi, readAddresses } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { type AbiEvent, decodeEventLog, getAbiItem, toEventSelector } from 'viem'
import { getBlockNumber, readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { scanLogs } from '../chain/scanLogs.ts'

/** A root of the journal that an engine of the Directory anchored for an hour (Unix time ÷ 3,600). */
export type JournalAnchor = { readonly epoch: bigint; readonly root: string }

/** What the chain says of the journal: every anchored root, oldest first, and who signs its heads. */
export type JournalWitness = { readonly receiptKey: Address; readonly anchors: readonly JournalAnchor[] }

/**
 * Asks the chain, from the newest block back to `downTo`. Throws `chain.directory_unknown` when there is no Directory at the address, and
 * `chain.logs_incomplete` when the RPC keeps anchors back.
 */
export async function readAnchors(access: ExitAccess, { directory, downTo }: { directory: Address; downTo: bigint }): Promise<JournalWitness> {
  const { client } = access
  const { attestations, receiptKey } = await readDirectory(access, directory)
  const head = await askRpc(access, () => getBlockNumber(client))
  const lastEpoch = await askRpc(access, () =>
    readContract(client, { address: attestations, abi: attestationsAbi, functionName: 'lastAnchoredEpoch', blockNumber: head }),
  )
  const anchors: JournalAnchor[] = []
  const topics = [toEventSelector(getAbiItem({ abi: attestationsAbi, name: 'Anchored' }) as AbiEvent)]
  const reached = await scanLogs(access, { contracts: [attestations], topics, from: head, downTo }, (logs) => {
    for (const { topics: words, data } of logs) {
      const { args } = decodeEventLog({ abi: attestationsAbi, eventName: 'Anchored', topics: words as never, data })
      anchors.push({ epoch: args.epoch, root: args.root.slice(2) })
    }
    return true
  })
  anchors.sort((one, other) => (one.epoch < other.epoch ? -1 : 1))
  if (reached > downTo || (downTo === 0n && (anchors.at(-1)?.epoch ?? 0n) !== lastEpoch))
    throw refusal('chain.logs_incomplete', { detail: `anchors below block ${reached}` })
  return { receiptKey, anchors }
}

async function readDirectory(access: ExitAccess, directory: Address): Promise<{ attestations: Address; receiptKey: Address }> {
  try {
    const { attestations } = await askRpc(access, () => readAddresses(access.client, directory))
    const receiptKey = await askRpc(access, () => readContract(access.client, { address: directory, abi: directoryAbi, functionName: 'receiptKey' }))
    return { attestations, receiptKey: receiptKey.toLowerCase() as Address }
  } catch (error) {
    if (error instanceof Error && error.name === 'InfinitioError') throw error
    throw refusal('chain.directory_unknown', { detail: directory })
  }
}
