import { createHash, randomUUID } from 'node:crypto'
import { findProofCommit, insertProofCommit, insertProofOpening, listProofReceipts, readOpeningSpace } from '@infinitio/db'
import { hex32, isRefusal, type Refusal } from '@infinitio/domain'
import {
  hashCommits,
  hashNodeCommit,
  hashSignedOpening,
  isPossibleWork,
  mostOpeningBytes,
  openingSeconds,
  openingSize,
  type ProofCommit,
  samplesPerNonce,
} from '@infinitio/domain/proofs'
import type { ProofCommitsWire, ProofOpeningsWire } from '@infinitio/domain/wire'
import { type BoardServices, listedProver, openSlotOfMessage, slotOfMessage, wrongSigner } from './checkMessage.ts'
import type { Services } from '../../services/services.ts'

type Kept = { readonly slot: number }

/**
 * Stores a node's commitments (hashes of proofs) for a proof slot, a block for which machines prove their GPUs. The node sends one commitment for each GPU
 * without a lease. A repeated message changes nothing; another message for the same slot is refused with `proof.twice`. Throws ChainUnavailableError.
 */
export async function postProofCommit(services: BoardServices, posted: ProofCommitsWire): Promise<Kept | Refusal> {
  const { db } = services
  const { node, gpus, signature } = posted
  const found = await openSlotOfMessage(services, posted)
  if (isRefusal(found)) return found
  const { slot, domain } = found
  const prover = await listedProver(services, node)
  if (isRefusal(prover)) return prover
  const { slotHash, seed } = slot
  if (gpus.some(({ gpu }, at) => gpu >= prover.gpus || gpu <= (gpus[at - 1]?.gpu ?? -1))) return invalid('gpus: each once, in sequence')
  if (gpus.some(({ work, roots }) => !isPossibleWork(work) || roots.length !== work.passes)) return invalid('gpus: impossible work')
  const all = gpus.map(
    ({ gpu, work, roots }): ProofCommit => ({ subject: { node: hex32(node), gpu, slotSeed: seed }, work, roots: roots.map(hex32) }),
  )
  const commits = hashCommits(all)
  const digest = hashNodeCommit({ slot: slot.slot, slotHash, node: hex32(node), commits }, domain)
  const wrong = wrongSigner({ digest, signature, signer: prover.nodeKey })
  if (wrong !== null) return wrong
  if (await insertProofCommit(db, { slotHash, node, commits, gpus, signature })) return { slot: posted.slot }
  return (await findProofCommit(db, { slotHash, node }))?.commits === commits ? { slot: posted.slot } : { rejected: 'proof.twice' }
}

/**
 * Stores the matrix rows that one GPU reveals for its commitment in a proof slot. It may reveal them in the minute after block z (a later block, which decides
 * the rows to reveal). Checks only the signature and the length; validators check the rows. Refuses with `proof.*`, `artefact.*` and `auth.signature_*` codes,
 * for example for a second message for the same GPU. Throws ChainUnavailableError.
 */
export async function postProofOpening(
  services: BoardServices & Pick<Services, 'clock' | 'artefacts' | 'logger'>,
  posted: ProofOpeningsWire,
): Promise<Kept | Refusal> {
  const { db, slots, clock, artefacts, logger } = services
  const { node, gpu, signature } = posted
  const found = await slotOfMessage(services, posted)
  if (isRefusal(found)) return found
  const { slot, domain } = found
  const { slotHash } = slot
  const z = await slots.openingBlock(slot)
  if (z === null) return { rejected: 'proof.too_early' }
  if (clock.read().now > Number(z.at) + openingSeconds) return { rejected: 'proof.too_late' }
  const prover = await listedProver(services, node)
  if (isRefusal(prover)) return prover
  const bytes = Buffer.from(posted.openings, 'base64')
  if (bytes.length > mostOpeningBytes) return { rejected: 'proof.too_large' }
  const sha256 = hex32(`0x${createHash('sha256').update(bytes).digest('hex')}`)
  const digest = hashSignedOpening({ slot: slot.slot, slotHash, node: hex32(node), gpu, sha256 }, domain)
  const wrong = wrongSigner({ digest, signature, signer: prover.nodeKey })
  if (wrong !== null) return wrong
  const work = (await findProofCommit(db, { slotHash, node }))?.gpus.find((it) => it.gpu === gpu)?.work
  if (work === undefined) return { rejected: 'proof.no_commit' }
  const nonces = (await listProofReceipts(db, { slotHash })).length
  const expected = nonces === 0 ? 0 : nonces * samplesPerNonce(work, nonces) * openingSize(work.rows)
  if (bytes.length !== expected || expected === 0) return invalid(`openings: ${bytes.length} bytes, ${expected} expected`)
  return await once(`${slotHash} ${node} ${gpu}`, async () => {
    const full = await noSpace(services, { slotHash, node, gpu, gpus: prover.gpus })
    if (full !== null) return full
    const { files } = artefacts
    if (files === null) return { rejected: 'artefact.no_store' }
    const artefactId = randomUUID()
    try {
      await files.put({ id: artefactId, bytes: bytes.length }, wholeOf(bytes))
    } catch (error) {
      logger.warn({ err: error, node, gpu }, 'opened rows were not stored')
      return { rejected: 'artefact.store_away' }
    }
    let isStored = false
    try {
      isStored = await insertProofOpening(db, { slotHash, node, gpu, sha256, bytes: bytes.length, artefactId, signature })
    } finally {
      // If no database row was stored, remove the file again, because nothing would ever find or delete it.
      if (!isStored) await files.remove({ id: artefactId })
    }
    return isStored ? { slot: posted.slot } : { rejected: 'proof.twice' }
  })
}

/**
 * For each of its GPUs, a machine may use as much space as this many of the largest messages with revealed rows. Revealed rows are deleted after 7 days; a
 * chain has 84 proof slots in that time on average.
 */
const mostOfGpu = 128
/**
 * The revealed rows of one proof slot may use at most this part of the operator's store: 1 divided by this number. If there is no space, the oldest rows are
 * deleted, but only rows whose time to reveal ended more than a minute ago.
 */
const partOfSlot = 4n

type Space = { readonly slotHash: string; readonly node: string; readonly gpu: number; readonly gpus: number }

/**
 * Returns a refusal if revealed rows may not be stored, else null. Refuses if the GPU has already revealed rows in this proof slot, or if the machine or the
 * slot has used up its space.
 */
async function noSpace({ db, artefacts }: Pick<Services, 'db' | 'artefacts'>, { gpus, ...asked }: Space): Promise<Refusal | null> {
  const { ofNode, ofSlot, isThere } = await readOpeningSpace(db, asked)
  if (isThere) return { rejected: 'proof.twice' }
  const isFull = ofNode >= BigInt(gpus * mostOfGpu * mostOpeningBytes) || ofSlot * partOfSlot >= BigInt(artefacts.mostTotalBytes)
  return isFull ? { rejected: 'proof.no_space' } : null
}

const storing = new Set<string>()

/**
 * Runs `store`. If a call with the same name, which identifies a GPU and a slot, is already running in this process, refuses with `proof.twice` instead, before
 * anything is written.
 */
async function once(name: string, store: () => Promise<Kept | Refusal>): Promise<Kept | Refusal> {
  if (storing.has(name)) return { rejected: 'proof.twice' }
  storing.add(name)
  try {
    return await store()
  } finally {
    storing.delete(name)
  }
}

async function* wholeOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function invalid(detail: string): Refusal {
  return { rejected: 'api.invalid_field', detail }
}
