/** The GPU proof, by which a machine proves that it has the memory and the speed of its class. Pure; every maker's GPU must give the same bytes. */
export { hashCommit, type ProofCommit, rootBefore } from './proofCommit.ts'
export { type ProofSubject, rowsKey } from './proofKeys.ts'
export { type CalledNonce, hashEntries, hashEntry, hashNonce, hashProofCall, isCallSignature, type ProofSigningDomain } from './proofCall.ts'
export {
  hashCommits,
  hashDoor,
  hashNodeCommit,
  hashReceipts,
  hashSignedOpening,
  hashTimerReceipt,
  type ReceivedCommit,
} from './proofMessages.ts'
export { decodeOpenings, encodeOpenings, mostOpeningBytes, openingSize } from './openingBytes.ts'
export { developmentSlotProducer, slotSeedIn } from './slotOf.ts'
export { developmentChainId, noncesAfterMs, openingSeconds, zDelaySeconds } from './proofTimes.ts'
export { windowMs } from './proofVerdict.ts'
export { oldProofLeaf, proofLeaf, type ProofStatement } from './proofStatement.ts'
export { columnCount, isPossibleWork, proofLimits, type ProofWork, rowBytes, rowWords, samplesPerNonce } from './proofWork.ts'
export { type MadeProof, makeProof } from './makeProof.ts'
export { proveByReference } from './referenceProver.ts'
export { type Proof, type ProofFault, proofFault, type ProofOpening, type Sample, samplesOfProof } from './verifyProof.ts'
export {
  classReferences,
  type ProcessorSize,
  processorSizes,
  processorWork,
  type ReferencedClass,
  referenceOfWork,
  type WorkReference,
} from './classReference.ts'
// The parts of the calculation that a prover on other hardware needs, so that it makes the same bytes.
export { bytesOfWords, hexAt } from './hashWords.ts'
export { partnerOf, type Partners, partnersAfter } from './partnerOf.ts'
export { columnsAfter, multiplyRow } from './productRow.ts'
export { hashLeaf, levelsAbove, nodeBytes, pathIn, rootOf, treeDepth } from './proofTree.ts'
export { hashWords, roundConstants, startState } from './sha256Block.ts'
export { type WrongCell, wrongCell } from './wrongCell.ts'
// The code that judges a proof slot: it turns the messages that the API collected into the statements that validators sign.
export {
  type AnswerReference,
  type BoardCall,
  type BoardReceipt,
  type DrawnTimer,
  type GpuVerdict,
  type JudgedAnswer,
  type JudgedGpu,
  type JudgedSlot,
  judgeSlot,
  maySignSlot,
  type OpenedRows,
  openedRows,
  slotNonces,
  type TimerBoard,
} from './judgeSlot.ts'
