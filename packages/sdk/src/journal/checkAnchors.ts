import { attestationsAbi, directoryAbi, readAddresses } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { type AbiEvent, decodeEventLog, getAbiItem, toEventSelector } from 'viem'
import { getBlockNumber, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import { refusal } from '../transport/refusal.ts'
import type { JournalReplay } from './journalReplay.ts'
import type { JournalSnapshot } from './journalSnapshot.ts'

/**
 * Counts of the journal roots on the chain, by what the check found. `found`: the root is the hash of a row of the journal. `lost`: the root is of a row that a
 * restore lost, or of an hour in which such a row may have been written to the chain. `before`: the root is of a row up to the snapshot. `outside`: no row has
 * this hash, but only a part of the journal was read.
 */
export type AnchorCounts = { readonly found: number; readonly lost: number; readonly before: number; readonly outside: number }

/**
 * Compares the roots on the chain, sorted by hour, with the journal's rows. Reports a root if its row is earlier than the row of the root before it. If the
 * whole journal was read, also reports each root that is neither of a row of the journal, nor of a lost row, nor of a row up to the snapshot.
 */
export function checkAnchors(
  replay: JournalReplay,
  {
    anchors,
    seqOf,
    snapshot,
    isWhole,
  }: { anchors: readonly JournalAnchor[]; seqOf: ReadonlyMap<string, bigint>; snapshot: JournalSnapshot | null; isWhole: boolean },
): AnchorCounts {
  const counts = { found: 0, lost: 0, before: 0, outside: 0 }
  let lastSeq = 0n
  for (const { epoch, root } of anchors) {
    const seq = seqOf.get(root)
    if (seq !== undefined) {
      counts.found += 1
      if (seq < lastSeq) replay.note('anchor', seq, `was anchored for hour ${epoch}, after row ${lastSeq}`)
      lastSeq = seq
    } else if (isBefore(snapshot, { epoch, root })) counts.before += 1
    else if (replay.lost.some(({ hash, fromHour, toHour }) => hash === root || (epoch >= fromHour && epoch <= toHour))) counts.lost += 1
    else if (!isWhole) counts.outside += 1
    else replay.note('anchor', null, `the root ${root}, anchored for hour ${epoch}, is no row`)
  }
  return counts
}

/**
 * Returns true if a root on the chain counts as one of a row up to the snapshot's row: it is the snapshot's own root, or a root of an hour up to the one after
 * the snapshot's hour. The hour after counts, because a root is written in the hour of its row or shortly after. The hashes of earlier rows are not known.
 */
function isBefore(snapshot: JournalSnapshot | null, { epoch, root }: JournalAnchor): boolean {
  if (snapshot === null) return false
  return root === snapshot.root || epoch <= BigInt(snapshot.clock ?? 0) / 3_600n + 1n
}

/** An anchor: a journal root for one hour (`epoch` is Unix time ÷ 3,600). An engine address that the Directory lists wrote it to the chain. */
export type JournalAnchor = { readonly epoch: bigint; readonly root: string }

/**
 * The data on the chain against which the journal is checked: every journal root (anchor), oldest first, and the address of the key that signs the journal's
 * heads.
 */
export type JournalWitness = { readonly receiptKey: Address; readonly anchors: readonly JournalAnchor[] }

/**
 * Reads the journal roots on the chain (anchors) from the newest block back to `downTo`, and sorts them by hour, oldest first. Throws `chain.directory_unknown`
 * if there is no Directory at the address. Throws `chain.logs_incomplete` if the RPC node does not return all blocks down to `downTo` or, with `downTo` 0, if
 * the root of the latest hour is missing.
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

/**
 * Returns the address of the key that signs heads and receipts, from the Directory. Throws `chain.directory_unknown` if there is no Directory at the address.
 */
export async function readReceiptKey(access: ExitAccess, { directory }: { directory: Address }): Promise<Address> {
  return (await readDirectory(access, directory)).receiptKey
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
