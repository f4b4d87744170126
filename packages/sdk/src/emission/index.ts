/**
 * Emission (the pay for serving leases) for Node and browsers: calculates epochs (hours) again from public data, compares them with the chain, and claims a
 * provider's pay.
 */
export {
  bestLever,
  type AttestedSlot,
  type Chunk,
  chunkOf,
  type ChunkTree,
  chunkTree,
  type ClosedTree,
  committeeQuorum,
  cumulativeOf,
  type DeliveryTree,
  type Earned,
  earnedOf,
  type EpochDifference,
  type EpochDocument,
  type EconomyParameters,
  economyParameters,
  inputsHash,
  inputsTree,
  isWhole,
  leafHash,
  type Lever,
  type MachineFacts,
  type MachineStatement,
  machineStatement,
  type MachineTree,
  machineTree,
  minerShare,
  mostHours,
  merkleTree,
  nodeEmission,
  hoursOfEpoch,
  programmeShare,
  proofOf,
  provenFraud,
  rebateOf,
  rootOf,
  regulator,
  repeatedNode,
  type NodePosition,
  type ShownLeaf,
  statementOf,
  termsHash,
  topOf,
  topOfLeaf,
  type SlotTree,
  slotTree,
  type WrongPart,
  wrongPart,
} from '@infinitio/economy'
export { createTransport, type Transport } from '../transport/createTransport.ts'
export { InfinitioError } from '../transport/InfinitioError.ts'
export { checkLeaf, isRightLeaf, type LeafCheck } from './checkLeaf.ts'
export { fundProgramme, type FundSending } from './fundProgramme.ts'
export { findHostingPool, type HostingDocument, type HostingPoolFacts, workOutHosting } from './workOutHosting.ts'
export { claimEmission, type ClaimSending, type DueClaim } from './claimEmission.ts'
export { type ExitAccess, openExitAccess } from '../chain/exitAccess.ts'
export { type EpochAccess, type EpochContracts, type EpochEventLog, epochEventLog, openEpochAccess } from './openEpochAccess.ts'
export { documentFromWire, documentToWire } from './documentWire.ts'
export {
  getDoubleSignatures,
  getEmission,
  getEmissionAccount,
  getEpochBoard,
  getEpochDocument,
  getHourRecords,
  getMachineReliability,
  getOpenCredits,
  getOpenLosses,
  getRootBoard,
  getSlotStatements,
  listProgrammes,
  postEpoch,
  postCredit,
  postLoss,
  postMachines,
  postRoot,
  postSlotStatements,
} from '../generated/calls.ts'
export { readDocument, workOutEpoch, workOutReputations } from './workOutEpoch.ts'
export type { KnownHours } from './readHours.ts'
export { readAttestedSlots, statementsOfSlot } from './readAttestedSlots.ts'
export { readSlotCommittee, type SlotCommittee } from './readSlotCommittee.ts'
export { workOutClosed } from './workOutClosed.ts'
export type { KnownProbes } from '../probes/readProbeReports.ts'
export { type MachineDocument, workOutMachines } from './workOutMachines.ts'
export { createDeliveryReplay, type DeliveryReplay, type DeliverySources } from './deliveryReplay.ts'
export { commitmentsDue, workOutDeliveries } from './workOutDeliveries.ts'
export { type DeliveryVerification, verifyDelivery } from './verifyDelivery.ts'
export { type EpochVerification, readCommittee, verifyPublishedEpoch } from './verifyPublishedEpoch.ts'
