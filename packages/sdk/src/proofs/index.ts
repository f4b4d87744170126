/**
 * GPU proofs: checks them from files, follows slots (blocks at which machines prove their GPUs) on the chain, and reads and writes the proofs that a market's
 * API collects.
 */
export { mostProofFileBytes } from '@infinitio/domain/wire'
export { checkProof, type ProofReport, readProofFile } from './checkProof.ts'
export { checkStoredProof, type StoredProof, type StoredProofReport } from './checkStoredProof.ts'
export { drawTrialRows, judgeTrial, mostTrialCharacters, type TrialResult, type TrialWork, trialSubject, trialWorkOf } from './trialProof.ts'
export { readTrialAnswer, type TrialAnswer } from './readTrialAnswer.ts'
export { mineSlot, OtherChainError, type ProofSlot, readOpeningBlock, readProofChecker, readSlot } from '@infinitio/chain'
export { followSlots, readProofDomain } from './followSlots.ts'
export { getProofSlot, postProofCall, postProofCommit, postProofOpening, postProofReceipts } from '../generated/calls.ts'
