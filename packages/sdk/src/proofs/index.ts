/** Checks GPU proofs from files, without a market or a chain. */
export { type ProcessorSize, processorSizes } from '@infinitio/domain/proofs'
export { checkProof, type ProofReport, readProofFile } from './checkProof.ts'
