import { address, type Hex32, hex32 } from '@infinitio/domain'
import { decodeOpenings, hashCommit, hashDoor, type ProofCommit, proofFault, rowBytes, slotNonces } from '@infinitio/domain/proofs'
import type { ProofSlotWire } from '@infinitio/domain/wire'
import { type Hex, sha256 } from 'viem'
import { getProofSlot } from '../generated/calls.ts'
import { refusal } from '../transport/refusal.ts'
import type { Transport } from '../transport/createTransport.ts'
import type { ProofReport } from './checkProof.ts'

/** Identifies a stored GPU proof. `slot` is the number of the block at which this GPU of the machine `node` had to prove itself. */
export type StoredProof = { readonly slot: number; readonly node: string; readonly gpu: number }

/** The result of checking a stored proof. `commit` is the hash of the commit message; a statement that validators sign about this proof must contain it. */
export type StoredProofReport = ProofReport & { readonly commit: Hex32 }

/**
 * Loads the proof that a GPU gave for a slot (a block at which machines prove their GPUs) from the market's API, and calculates every opened row again. This
 * takes at most a few seconds of processor time. It also calculates which rows had to be opened, and compares the bytes with their hash. Throws
 * `proof.no_commit`, `proof.opening_unknown`, `proof.too_early` before the rows are known, and the codes of the endpoints.
 */
export async function checkStoredProof(transport: Transport, { slot, node, gpu }: StoredProof): Promise<StoredProofReport> {
  const board = await getProofSlot(transport, slot, { node })
  const commit = commitOf(board, { node, gpu })
  const opening = board.openings.find((it) => it.node === node && it.gpu === gpu)
  if (board.z === null) throw refusal('proof.too_early', { detail: `slot ${slot}` })
  if (opening === undefined) throw refusal('proof.opening_unknown', { detail: `GPU ${gpu} in slot ${slot}` })
  const response = await transport.open({ method: 'GET', path: `/proofs/openings/${opening.sha256}` })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const openings = sha256(bytes) === opening.sha256 ? decodeOpenings(bytes, commit.work) : null
  const filledMib = (commit.work.rows * rowBytes) / 2 ** 20
  if (openings === null) return { fault: { fault: 'shape', opening: null }, filledMib, openings: 0, commit: hashCommit(commit) }
  const proof = { commit, timers: board.timers.length, nonces: noncesOf(board), zHash: hex32(board.z.hash), openings }
  return { fault: proofFault(proof), filledMib, openings: openings.length, commit: hashCommit(commit) }
}

function commitOf({ slot, seed, commits }: ProofSlotWire, { node, gpu }: Pick<StoredProof, 'node' | 'gpu'>): ProofCommit {
  const found = commits.find((it) => it.node === node)?.gpus.find((it) => it.gpu === gpu)
  if (found === undefined) throw refusal('proof.no_commit', { detail: `GPU ${gpu} in slot ${slot}` })
  return { subject: { node: hex32(node), gpu, slotSeed: hex32(seed) }, work: found.work, roots: found.roots.map(hex32) }
}

/**
 * Returns the nonces of a slot (a block at which machines prove their GPUs), in the order of the timers (validators that measure when a proof arrives). Leaves
 * out nonces that do not match the timer's signed message.
 */
function noncesOf({ slotHash, timers, calls, receipts }: ProofSlotWire) {
  return slotNonces({
    slotHash: hex32(slotHash),
    timers: timers.map(({ timer, stake }) => ({ account: address(timer), stake: BigInt(stake) })),
    calls: calls.map(({ timer, nonceHash, door, signature }) => ({
      ...{ timer: address(timer), nonceHash: hex32(nonceHash) },
      ...{ doorHash: hashDoor(door), signature: signature as Hex },
    })),
    receipts: receipts.map(({ timer, nonce }) => ({ timer: address(timer), nonce: hex32(nonce), times: new Map(), sites: new Map() })),
  })
}
