/**
 * Governance with staked G tokens, for Node and browsers. It reads an account's stake and proposals, and sends every governance action as a transaction of the
 * account, through any RPC node.
 */
export {
  type BoundedParameter,
  boundedParameters,
  type CarbonProof,
  type GrantSource,
  leastCommitmentBond,
  type PostedBounty,
  type PromisedTerms,
  type ProposedAct,
  type ProposedProject,
  readCourt,
  readDisputeCount,
  type StoredDispute,
  type UpgradeableContract,
  upgradeableContracts,
} from '@infinitio/chain'
export { type DraftFault, draftProblems, type DraftRisk, type TrialMoment, trialMoment } from '@infinitio/domain'
export { actProposal } from './actProposal.ts'
export { type ExitAccess, openExitAccess } from '../chain/exitAccess.ts'
export { auditMove, type AuditMove, type AuditSending, type PanelList } from './auditMove.ts'
export { bountyMove, type BountyMove, type BountySending } from './bountyMove.ts'
export { commitmentMove, type CommitmentMove, type CommitmentSending } from './commitmentMove.ts'
export type { ClosedLease } from '@infinitio/economy'
export { type LeaseClaim, leaseDispute } from './leaseDispute.ts'
export { getClosedLease } from '../generated/calls.ts'
export {
  courtTime,
  disputeBond,
  disputeMove,
  type DisputeMove,
  type DisputeSending,
  findDispute,
  type SaltSigner,
} from './disputeMove.ts'
export { modelMove, type ModelMove, type ModelSending } from './modelMove.ts'
export { type ProjectMove, projectMove, type ProjectSending } from './projectMove.ts'
export { type GovernMove, governMove, type GovernSending } from './governMove.ts'
export { parameterProposal } from './parameterProposal.ts'
export {
  type MadeProposal,
  madeProposal,
  type Proposal,
  proposalDescription,
  proposalId,
  type ProposalStanding,
  type ProposalState,
  proposalStates,
  readProposal,
} from './proposal.ts'
export { readStake, type StakeStanding } from './readStake.ts'
