export type { ClassFacts, EpochFacts, NodeFacts, PaidBefore, ProgrammeFacts, ProviderFacts } from './epoch/epochFacts.ts'
export { type Chunk, type ChunkStep, type ChunkTree, chunkOf, chunkTree, type NodeShare } from './epoch/chunkTree.ts'
export {
  describeEpoch,
  type EpochDocument,
  type EpochPlace,
  inputsHash,
  type InputsTop,
  inputsTree,
  isWhole,
  type LeafInputs,
  type ShownLeaf,
  topOf,
} from './epoch/describeEpoch.ts'
export { type EpochBudget, type EpochTerms, statementOf, termsHash } from './epoch/epochTerms.ts'
export { type EpochSources, factsOf, hoursOfEpoch, mostHours } from './epoch/factsOf.ts'
export { type CommitteeQuorum, committeeQuorum } from './committee/committeeQuorum.ts'
export { type CommitteeKind, type CommitteeMember, committeeSize, drawCommittee } from './committee/drawCommittee.ts'
export { type Delivery, type DeliveryDomain, deliveryLeaf, type DeliveryTree, deliveryTree } from './commitments/deliveryTree.ts'
export { type NodePosition, repeatedNode } from './epoch/repeatedNode.ts'
export { cumulativeOf, topOfLeaf, type WrongPart, wrongPart } from './epoch/wrongPart.ts'
export type { HourRecord } from './epoch/hourRecord.ts'
export { type CommittedClass, forecastCapacityOf } from './epoch/forecastCapacityOf.ts'
export { type ClassTrade, referencePrice } from './epoch/referencePrice.ts'
export type { EarningNode } from './epoch/nodesOfEpoch.ts'
export { bestLever, type Lever } from './emission/bestLever.ts'
export { type Earned, earnedOf } from './emission/earnedOf.ts'
export { demandSlope } from './factors/demandSlope.ts'
export { diversity } from './factors/diversity.ts'
export { closedLeaf, type ClosedLease, closedLeasesOf, closedSeconds, type ClosedTree, closedTree, weekPayOf } from './closed/closedLeasesOf.ts'
export { environment } from './factors/environment.ts'
export { history } from './factors/history.ts'
export { isProven, type MerkleTree, merkleTree, proofOf, rootOf } from './merkle/merkleTree.ts'
export { minerShare } from './factors/minerShare.ts'
export { payableOf } from './emission/payableOf.ts'
export { programmeShare } from './emission/programmeShare.ts'
export { rebateOf } from './emission/rebateOf.ts'
export { regulator } from './factors/regulator.ts'
export { siteSquares } from './emission/siteSquares.ts'
export { type AcceptedContribution, contribution } from './factors/contribution.ts'
export { type BuiltEpoch, buildEpoch, type EarnedNode } from './epoch/buildEpoch.ts'
export { type DemandFacts, demand } from './factors/demand.ts'
export { type ModelDemand, modelDemand, type SettledUse, unitsPerVisit } from './factors/modelDemand.ts'
export { type EconomyParameters, economyParameters, type ParameterName, type ParameterRow, parameterNames, parameterTable } from './parameters.ts'
export { type EpochDifference, type PublishedEpoch, verifyEpoch } from './epoch/verifyEpoch.ts'
export {
  baseOf,
  concentration,
  type EmissionFactors,
  emissionOf,
  type EpochInputs,
  nodeEmission,
  type NodeInputs,
  siteBonus,
} from './emission/nodeEmission.ts'
export { type EpochLeaf, type LeafDomain, leafHash } from './epoch/leafHash.ts'
export { type AuditedProof, provenEnergy } from './factors/provenEnergy.ts'
export { type PastCommitment, type PastWeights, posteriorMean, weightsOf } from './factors/posterior.ts'
export { hoursOfMachines, type MachineFacts, machineFactsAt, type MachineSources } from './machines/machineFacts.ts'
export { machineLeaf, type MachineStatement, machineStatement, type MachineTree, machineTree } from './machines/machineStatement.ts'
export { type ReliabilityFacts, reliabilityOf } from './machines/reliability.ts'
export { isSlotRoot, type SlotTree, slotTree } from './machines/slotTree.ts'
export { provenFraud, wrongCommits } from './machines/provenFraud.ts'
export { type AttestedSlot, passesSlot, sitOutSeconds } from './machines/slotGpus.ts'
export { slotsFrom, slotSpans } from './epoch/slotSpans.ts'
export { type NetworkFacts, networkHours, networkOf, type ProbedHour, probedHoursOf, type ProbeReport, withoutArrival } from './machines/networkOf.ts'
export { type PlaceFacts, regionReportsOf } from './machines/placeFacts.ts'
export { regionArea } from './machines/regionArea.ts'
export { type RegionArea, type RegionJudgement, regionOf, type RegionReport } from './machines/regionOf.ts'
export { nextTierSteps, type TierStep, tierStepNames } from './machines/tierSteps.ts'
export {
  hasProof,
  type ProofSlot,
  type RecentSlots,
  recentSlotsOf,
  reliableFrom,
  type SlotCounts,
  slotCountsOf,
  type TierFacts,
  tierOf,
} from './machines/tier.ts'
export { type DayBudget, type HostedService, type HostingShare, hostingShares } from './hosting/hostingShares.ts'
export { type HostingTree, hostingTree, readShares } from './hosting/hostingTree.ts'
export { type CheckedOutcome, rightAnswers } from './hosting/rightAnswers.ts'
export { pastsAt } from './reputation/pastsAt.ts'
export {
  type AccountPast,
  type Reputation,
  reputationLeaf,
  type ReputationTree,
  reputationTree,
} from './reputation/reputationTree.ts'
export { type QualityFacts, quality } from './factors/quality.ts'
export { type StabilityFacts, stability } from './factors/stability.ts'
export { type AttackOutcome, type AttackSettings, tryAttacks } from './attacks/tryAttacks.ts'
export { readChanges, type SimulationChanges } from './simulator/readChanges.ts'
export { type SimulatedYear, type SimulationSettings, simulate } from './simulator/simulate.ts'
export { type World, type WorldName, type WorldRow, worldNames, worldTable } from './simulator/worldTable.ts'
