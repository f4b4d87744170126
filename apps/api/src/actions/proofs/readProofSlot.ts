import {
  findAttestedRoot,
  findProofCommit,
  findProofOpening,
  listProofCalls,
  listProofCommits,
  listProofOpenings,
  listProofReceipts,
} from '@infinitio/db'
import { address, hex32, type Refusal } from '@infinitio/domain'
import { type BoardPart, boardParts, type ProofSlotWire } from '@infinitio/domain/wire'
import type { BoardServices } from './checkMessage.ts'
import type { Services } from '../../services/services.ts'

/**
 * Returns all messages of one proof slot, which is a block at which machines prove their GPUs. `parts` selects the kinds of messages to return, and `node`
 * limits them to one machine. Refuses with `proof.no_slot`. Throws ChainUnavailableError.
 */
export async function readProofSlot(
  { db, slots }: BoardServices,
  { slot: number, parts, node }: { slot: number; parts?: string; node?: string },
): Promise<ProofSlotWire | Refusal> {
  const slot = await slots.find(number)
  if (slot === null) return { rejected: 'proof.no_slot' }
  const wanted = new Set<string>(parts?.split(',') ?? boardParts)
  const { slotHash } = slot
  const list = async <Row>(part: BoardPart, read: (of: { slotHash: string }) => Promise<Row[]>) => (wanted.has(part) ? await read({ slotHash }) : [])
  const [root, z, calls, commits, receipts, openings] = await Promise.all([
    findAttestedRoot(db, { slotHash }),
    slots.openingBlock(slot),
    list('calls', (of) => listProofCalls(db, of)),
    list('commits', (of) => (node === undefined ? listProofCommits(db, of) : commitsOfNode(db, { ...of, node }))),
    list('receipts', (of) => listProofReceipts(db, of)),
    list('openings', (of) => listProofOpenings(db, { ...of, node })),
  ])
  return {
    ...{ slot: number, slotHash, beaconSeed: slot.beaconSeed, seed: slot.seed, at: Number(slot.at) },
    root: root === null ? null : hex32(root),
    z: z === null ? null : { number: Number(z.z), hash: z.zHash, at: Number(z.at) },
    timers: slot.timers.map(({ timer, stake }) => ({ timer: address(timer), stake })),
    calls,
    commits: commits.map(({ gpus, ...row }) => ({ ...row, gpus: gpus.map(({ gpu, work, roots }) => ({ gpu, work, roots: [...roots] })) })),
    receipts: receipts.map(({ receipts: received, ...row }) => ({
      ...row,
      receipts: received.filter((it) => node === undefined || it.node === node).map((it) => ({ ...it, site: it.site ?? 0 })),
    })),
    openings: openings.map((row) => ({ ...row, sha256: hex32(row.sha256) })),
  }
}

async function commitsOfNode(db: BoardServices['db'], of: { slotHash: string; node: string }) {
  const found = await findProofCommit(db, of)
  return found === null ? [] : [found]
}

/**
 * Returns the rows of a matrix product that a GPU revealed to prove its work in one proof slot, as bytes. Refuses with `artefact.no_store`,
 * `proof.opening_unknown` and `artefact.store_away`.
 */
export async function openProofOpening(
  { db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>,
  { sha256 }: { sha256: string },
): Promise<Response | Refusal> {
  const { files } = artefacts
  if (files === null) return { rejected: 'artefact.no_store' }
  const found = await findProofOpening(db, { sha256 })
  if (found === null) return { rejected: 'proof.opening_unknown' }
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(found.bytes), 'x-content-type-options': 'nosniff' }
  try {
    const body = await files.open({ id: found.artefactId })
    if (body !== null) return new Response(body, { headers })
  } catch (error) {
    logger.warn({ err: error, sha256 }, 'opened rows cannot be read from the store')
  }
  return { rejected: 'artefact.store_away' }
}
