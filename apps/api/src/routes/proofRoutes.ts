import { proofEndpoints } from '@infinitio/endpoints'
import { postProofCommit, postProofOpening } from '../actions/proofs/postNodeMessages.ts'
import { postProofCall, postProofReceipts } from '../actions/proofs/postTimerMessages.ts'
import { readNodeProofs } from '../actions/proofs/readNodeProofs.ts'
import { openProofOpening, readProofSlot } from '../actions/proofs/readProofSlot.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Endpoints for the messages with which machines prove their GPUs and validators measure when the proofs arrive: /proofs, /nodes/{node}/proofs. */
export const proofRoutes = bindEndpoints(proofEndpoints, {
  postProofCall: ({ services, body }) => postProofCall(services, body),
  postProofCommit: ({ services, body }) => postProofCommit(services, body),
  postProofReceipts: ({ services, body }) => postProofReceipts(services, body),
  postProofOpening: ({ services, body }) => postProofOpening(services, body),
  getProofSlot: ({ services, params, query }) => readProofSlot(services, { ...params, ...query }),
  openProofOpening: ({ services, params }) => openProofOpening(services, params),
  getNodeProofs: ({ services, params }) => readNodeProofs(services, params),
})
