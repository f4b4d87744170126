import { z } from 'zod'
import { mostOpeningBytes, proofLimits } from '../../proofs/index.ts'
import { address, hex32, intBetween, signature, uint128 } from '../scalars.ts'
import { proofWorkWire } from './proofFile.ts'

/** The largest block number that a message may have. No chain reaches it, and it is below 2^53, up to which JSON numbers are exact. */
export const lastSlotBlock = 2 ** 48
const slot = intBetween(1, lastSlotBlock).describe('Number of the block of the slot.')
const inSlot = { slot, slotHash: hex32.describe('Hash of this block.') }
const gpu = intBetween(0, proofLimits.gpus - 1)
/** The most commits (machines' answers in a proof slot) that one timer (a validator that measures) can list in a message. */
const mostReceipts = 4_096
const mostDoor = 200
const mostMs = 3_600_000
const base64Bytes = 4 * Math.ceil(mostOpeningBytes / 3)

const call = {
  timer: address.describe('The validator.'),
  nonceHash: hex32.describe('Hash of timer, slot and nonce.'),
  door: z
    .string({ error: 'api.invalid_field' })
    .max(mostDoor, { error: 'api.invalid_field' })
    .regex(/^https?:\/\/[!-~]+$/, { error: 'api.invalid_field' })
    .describe('URL at which it takes commits.'),
  signature,
}

const gpuCommit = z.strictObject({
  gpu,
  work: proofWorkWire.describe('Size of the proof.'),
  roots: z.array(hex32).min(1).max(proofLimits.passes).describe('Merkle root of the products of each pass.'),
})
const commit = {
  node: hex32,
  gpus: z.array(gpuCommit).min(1).max(proofLimits.gpus).describe('Each free GPU, in the sequence of their numbers.'),
  signature,
}

const receipt = {
  timer: address,
  nonce: hex32,
  receipts: z
    .array(
      z.strictObject({
        node: hex32,
        commits: hex32.describe('Hash of the commits of its GPUs.'),
        ms: intBetween(0, mostMs).describe('Milliseconds after it first saw the block.'),
        site: intBetween(0, mostReceipts).describe('Number that the timer gave to the network of the sender. Equal numbers are equal networks.'),
      }),
    )
    .max(mostReceipts)
    .describe('The commits that it received in time.'),
  signature,
}

/**
 * `POST /proofs/calls`: a timer (a validator that measures when answers of a proof slot arrive) announces the hash of its nonce and the address at which it
 * listens.
 */
export const proofCallWire = z.strictObject({ ...inSlot, ...call }).meta({ id: 'ProofCall' })
export type ProofCallWire = z.infer<typeof proofCallWire>

/**
 * `POST /proofs/commits`: a node sends the commits (proof roots) of all its free GPUs, before it knows any nonce. It also sends them to the timers (the
 * validators that measure when they arrive).
 */
export const proofCommitsWire = z.strictObject({ ...inSlot, ...commit }).meta({ id: 'ProofCommits' })
export type ProofCommitsWire = z.infer<typeof proofCommitsWire>

/**
 * `POST /proofs/receipts`: the nonce of a timer (a validator that measures when answers arrive), and a list of the machines' commits that it received, with the
 * times at which they arrived.
 */
export const proofReceiptsWire = z.strictObject({ ...inSlot, ...receipt }).meta({ id: 'ProofReceipts' })
export type ProofReceiptsWire = z.infer<typeof proofReceiptsWire>

/** `POST /proofs/openings`: a node sends the matrix rows of one GPU's proof that the nonces of the timers (the validators that measure) selected. */
export const proofOpeningsWire = z
  .strictObject({
    ...inSlot,
    node: hex32,
    gpu,
    openings: z
      .base64({ error: 'api.invalid_field' })
      .max(base64Bytes, { error: 'proof.too_large' })
      .describe('For each sampled row: row and pass (4 bytes each), 32 bytes of C, then the path.'),
    signature,
  })
  .meta({ id: 'ProofOpenings' })
export type ProofOpeningsWire = z.infer<typeof proofOpeningsWire>

/** The answer to a message about GPU proofs that the API has stored. */
export const keptProofWire = z.strictObject({ slot }).meta({ id: 'KeptProof' })

/** The names of the four lists of messages that the API collects about a proof slot (a block at which machines prove their GPUs). */
export const boardParts = ['calls', 'commits', 'receipts', 'openings'] as const
export type BoardPart = (typeof boardParts)[number]

/**
 * The query of `GET /proofs/slots/{slot}`: the lists of messages to return, and the machine. If neither is set, the answer has all messages about the proof
 * slot.
 */
export const proofSlotQueryWire = z.strictObject({
  parts: z
    .string({ error: 'api.invalid_field' })
    .regex(/^(calls|commits|receipts|openings)(,(calls|commits|receipts|openings)){0,3}$/, { error: 'api.invalid_field' })
    .optional()
    .describe('The lists to return, separated by commas: `calls`, `commits`, `receipts`, `openings`. Other lists are empty.'),
  node: hex32.optional().describe('Only commits and openings of this machine, and of each receipt only the part about it.'),
})

/** All messages about one proof slot that the API collected: the messages of the timers (validators that measure when answers arrive) and of the machines. */
export const proofSlotWire = z
  .strictObject({
    ...inSlot,
    beaconSeed: hex32.describe('Newest seed of the beacon at the block, or zero.'),
    seed: hex32.describe('All proofs of the slot follow from it.'),
    at: z.int().describe('Time of the block, in Unix seconds.'),
    root: hex32.nullable().describe('Root of the statements that a quorum of validators attested; null before it.'),
    z: z.strictObject({ number: slot, hash: hex32, at: z.int() }).nullable().describe('The first block 30 s or more after the slot; null before it.'),
    timers: z.array(z.strictObject({ timer: address, stake: uint128 })).describe('The selected validators, in the sequence of their positions.'),
    calls: z.array(z.strictObject(call)).describe('Calls of the timers.'),
    commits: z.array(z.strictObject({ ...commit, commits: hex32.describe('Hash of the commits of its GPUs.') })).describe('Commits of the machines.'),
    receipts: z.array(z.strictObject(receipt)).describe('Commits that each timer received, with their times.'),
    openings: z
      .array(z.strictObject({ node: hex32, gpu, sha256: hex32, bytes: z.int().describe('Length of the opened rows.'), signature }))
      .describe('Opened rows, by the hash under which they can be loaded.'),
  })
  .meta({ id: 'ProofSlot' })
export type ProofSlotWire = z.infer<typeof proofSlotWire>
