import {
  hex32,
  keptProofWire,
  lastSlotBlock,
  nodeProofsWire,
  proofCallWire,
  proofCommitsWire,
  proofOpeningsWire,
  proofReceiptsWire,
  proofSlotQueryWire,
  proofSlotWire,
  queryInt,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const ofEach = [
  'proof.no_slot',
  'proof.twice',
  'proof.too_late',
  'auth.signature_malformed',
  'auth.signature_wrong_signer',
  'chain.rpc_unavailable',
] as const
const ofTimer = [...ofEach, 'api.bad_address', 'proof.not_timer'] as const
const ofNode = [...ofEach, 'api.invalid_field', 'proof.not_listed'] as const
/** Largest body in bytes of the message with which a machine commits to its proofs: 64 GPUs with 64 Merkle roots each. */
const mostCommitBytes = 393_216
/**
 * Largest body in bytes of the message in which a timer (a validator that measures when proofs arrive) lists the commitments that it received: 4,096 of them
 * with their times.
 */
const mostReceiptBytes = 1_048_576
/** Largest body in bytes of the message in which a machine reveals rows of its proof: 96 KiB of rows as base64, and the other fields. */
const mostOpeningsBytes = 139_264

/**
 * Endpoints for GPU proofs: /proofs, /nodes/{node}/proofs. At certain blocks, called slots, machines prove their GPUs, and randomly selected validators
 * (timers) measure when the proofs arrive. The API stores the messages of machines and timers for each slot. All messages of a slot together are called the
 * board of that slot.
 */
export const proofEndpoints = {
  postProofCall: endpoint({
    method: 'post',
    path: '/proofs/calls',
    summary:
      "Announce the hash of a validator's nonce for a proof slot, and the URL at which it takes commits. Only for the selected validators; once per slot",
    access: 'public',
    cost: 5,
    body: proofCallWire,
    answer: keptProofWire,
    codes: ofTimer,
    takes: ['body'],
  }),
  postProofCommit: endpoint({
    method: 'post',
    path: '/proofs/commits',
    summary: 'Submit the commits of a machine to the proofs of its free GPUs, before any nonce is known; once per slot',
    access: 'public',
    cost: 5,
    body: proofCommitsWire,
    mostBytes: mostCommitBytes,
    answer: keptProofWire,
    codes: ofNode,
    takes: ['body'],
  }),
  postProofReceipts: endpoint({
    method: 'post',
    path: '/proofs/receipts',
    summary: 'Reveal the nonce of a selected validator, and the commits that it received with their times; once per slot',
    access: 'public',
    cost: 10,
    body: proofReceiptsWire,
    mostBytes: mostReceiptBytes,
    answer: keptProofWire,
    codes: [...ofTimer, 'proof.wrong_nonce'],
    takes: ['body'],
  }),
  postProofOpening: endpoint({
    method: 'post',
    path: '/proofs/openings',
    summary: 'Submit the sampled rows of one GPU, within 60 s after the block that selects them; once per GPU and slot',
    access: 'public',
    cost: 10,
    body: proofOpeningsWire,
    mostBytes: mostOpeningsBytes,
    answer: keptProofWire,
    codes: [...ofNode, 'proof.too_early', 'proof.no_commit', 'proof.too_large', 'proof.no_space', 'artefact.no_store', 'artefact.store_away'],
    takes: ['body'],
  }),
  getProofSlot: endpoint({
    method: 'get',
    path: '/proofs/slots/{slot}',
    summary: 'Get the board of one proof slot: its block, the selected validators, and all messages of validators and machines',
    access: 'public',
    cost: 2,
    params: z.strictObject({ slot: queryInt(1, lastSlotBlock).describe('Number of the block of the slot.') }),
    query: proofSlotQueryWire,
    answer: proofSlotWire,
    codes: ['api.invalid_field', 'proof.no_slot', 'chain.rpc_unavailable'],
    takes: ['slot', 'query?'],
  }),
  openProofOpening: endpoint({
    method: 'get',
    path: '/proofs/openings/{sha256}',
    summary: 'Download the rows that a GPU revealed for a proof slot, as bytes, for 7 days',
    access: 'public',
    cost: 5,
    params: z.strictObject({ sha256: hex32 }),
    answer: z.string().describe('The bytes of the file.'),
    answerType: 'application/octet-stream',
    codes: ['proof.opening_unknown', 'artefact.no_store', 'artefact.store_away'],
    takes: null,
  }),
  getNodeProofs: endpoint({
    method: 'get',
    path: '/nodes/{node}/proofs',
    summary: 'Get the GPUs that a machine claims, and its answers in the newest 50 proof slots with the verdicts of validators',
    access: 'public',
    cost: 2,
    params: z.strictObject({ node: hex32 }),
    answer: nodeProofsWire,
    codes: ['node.unknown'],
    takes: ['node'],
  }),
}
