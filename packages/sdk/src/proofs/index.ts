/** Checks GPU proofs from files, without a market or a chain. */
export { mostProofFileBytes } from '@infinitio/domain/wire'
export { checkProof, type ProofReport, readProofFile } from './checkProof.ts'
