import { setTimeout as delay } from 'node:timers/promises'
import { mineSlot } from '@infinitio/chain'
import { address, hex32 } from '@infinitio/domain'
import {
  encodeOpenings,
  hashCommits,
  hashNodeCommit,
  hashSignedOpening,
  type MadeProof,
  makeProof,
  processorWork,
  type ProofSigningDomain,
  type ProofSubject,
  proveByReference,
  samplesOfProof,
} from '@infinitio/domain/proofs'
import type { ProofCommitsWire, ProofSlotWire } from '@infinitio/domain/wire'
import { postProofCommit, postProofOpening } from '@infinitio/sdk/proofs'
import { sha256 } from 'viem'
import type { SeededNode } from './seedMarket.ts'
import { proofWindowMs } from './startTestValidators.ts'
import type { TestApi } from './startTestApi.ts'

/** How a machine of a test behaves: it proves its GPU honestly, or reveals wrong rows of the last part of its computation. */
export type Proving = 'honest' | 'wrong rows'

/** The actions of one machine in a proof slot, as its agent would do them. */
export type SlotProver = {
  /** Sends the commitment to the API, and to the server of every validator that measures the slot (timer). */
  commit(): Promise<void>
  /** Reveals the rows that are selected by the nonces of the timers (the validators that measure when proofs arrive). */
  open(): Promise<void>
}

/**
 * Mines proof slots until there is one in which `timers` validators have asked machines to send their proofs. A validator that just started misses the first
 * slots. On a busy machine one validator asks long after another. So a slot counts only if all asked in the first half of the time in which the first one
 * accepts proofs. Returns the board (all messages) of that slot.
 */
export async function beginSlot(api: TestApi, { timers }: { timers: number }): Promise<ProofSlotWire> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const slot = await mineSlot({ rpcUrl: api.chain.rpcUrl })
    for (const deadline = performance.now() + Math.min(callsMs * (tries + 1), proofWindowMs / 2); performance.now() < deadline; await delay(100)) {
      const board = await boardOf(api, slot).catch(() => null)
      if (board?.calls.length === timers) return board
    }
  }
  throw new Error('the timers call in no slot')
}

const mostTries = 12
const callsMs = 2_500

/** Returns all messages of a proof slot. */
export async function boardOf(api: TestApi, slot: number): Promise<ProofSlotWire> {
  return await api.client.getProofSlot(slot)
}

/** Waits until the API has seen block z of a proof slot. Returns all messages of that slot (its board), with block z. */
async function openingBoard(api: TestApi, slot: number): Promise<ProofSlotWire & { z: NonNullable<ProofSlotWire['z']> }> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await delay(100)) {
    const { z, ...board } = await boardOf(api, slot)
    if (z !== null) return { ...board, z }
  }
  throw new Error('the API has not seen z')
}

/** Creates the functions with which a machine with one GPU acts in a proof slot. The GPU does the same small calculation as simulated machines. */
export function slotProver(api: TestApi, of: { node: SeededNode; board: ProofSlotWire; domain: ProofSigningDomain; proving: Proving }): SlotProver {
  const { node, board, domain, proving } = of
  const inSlot = { slot: board.slot, slotHash: board.slotHash }
  const signedIn = { slot: BigInt(board.slot), slotHash: hex32(board.slotHash), node: hex32(node.node) }
  const made = proofOf({ node: hex32(node.node), gpu: 0, slotSeed: hex32(board.seed) }, proving)
  const { commit } = made
  return {
    async commit() {
      const hash = hashNodeCommit({ ...signedIn, commits: hashCommits([commit]) }, domain)
      const signature = await node.nodeKey.sign({ hash })
      const body: ProofCommitsWire = { ...inSlot, node: node.node, gpus: [{ gpu: 0, work: commit.work, roots: [...commit.roots] }], signature }
      const sent = board.calls.map(({ door }) => fetch(`${door}/commits`, { method: 'POST', body: JSON.stringify(body) }))
      for (const answer of await Promise.all(sent)) if (answer.status !== 204) throw new Error(`a door answered ${answer.status}`)
      await postProofCommit(api.client.transport, body)
    },
    async open() {
      const { z, timers, receipts } = await openingBoard(api, board.slot)
      const nonces = timers.flatMap(({ timer }, place) => {
        const receipt = receipts.find((it) => address(it.timer) === timer)
        return receipt === undefined ? [] : [{ place, nonce: hex32(receipt.nonce) }]
      })
      const bytes = encodeOpenings(made.open(samplesOfProof({ commit, nonces, zHash: hex32(z.hash) })))
      const signature = await node.nodeKey.sign({ hash: hashSignedOpening({ ...signedIn, gpu: 0, sha256: hex32(sha256(bytes)) }, domain) })
      await postProofOpening(api.client.transport, { ...inSlot, node: node.node, gpu: 0, openings: Buffer.from(bytes).toString('base64'), signature })
    },
  }
}

function proofOf(subject: ProofSubject, proving: Proving): MadeProof {
  if (proving === 'honest') return proveByReference(subject, processorWork.simulated)
  return makeProof(subject, processorWork.simulated, () => (row, out, at) => void out.fill(row, at, at + 8))
}
