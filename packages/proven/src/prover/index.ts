export { circuitInputsOf, type ProvenBatch, type ProvenClaim, proveRows, writeInputs } from './proveRows.ts'
export { CircuitRefused, findProverTools, ProverToolFailed, ProverToolsMissing, runTool } from './proverTools.ts'
export { findProvingKeys, makeProvingKeys, provenCache, type ProvingKeys } from './provingKeys.ts'
export type { RowsProof, VerifyingKey } from './verifyingKey.ts'
