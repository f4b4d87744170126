/** The chain package: ABIs, addresses, converters, decoders and builders. Other packages may use its ABIs, but must create their own client objects. */
export { type ChainAddresses, readAddresses } from './addresses/chainAddresses.ts'
export { directoryNames, nameKey } from './addresses/directoryNames.ts'
export { type KeyKind, keyKinds } from './addresses/keyKinds.ts'
export { type AuditAddresses, auditNames, readAudits } from './addresses/auditAddresses.ts'
export { type HiddenVote, jurorSalt, jurorSaltTypedData, voteCommitment } from './disputes/jurorSalt.ts'
export { readClosedHolders } from './disputes/readClosedHolders.ts'
export { type Jury, readDispute, readDisputeCount, type StoredDispute } from './disputes/readDispute.ts'
export {
  courtEntry,
  findingsEntry,
  hostingPoolEntry,
  proofsEntry,
  readCourt,
  readFindings,
  readHostingPool,
  readProofChecker,
  readVoucherVerifier,
  voucherVerifierEntry,
} from './addresses/contractEntries.ts'
export {
  claimHostingCall,
  type HostingClaim,
  hostingClaimOf,
  type ListedShare,
  provenBudgetsOf,
  type ProvenBudget,
  publishHostingCall,
  refundHostingCall,
  sponsorHostingCall,
} from './calls/hostingCalls.ts'
export { hostingPoolAbi } from './generated/hostingPoolAbi.ts'
export { type HostingEvent, hostingStatement, readHostingEvents } from './hosting/hostingEvents.ts'
export { type BondedService, readBondedServices } from './hosting/readBondedServices.ts'
export { refuteBlockCall, refuteCellCall, refuteCommitCall, refuteEntriesCall, refuteNonceCall, refuteTimeCall } from './calls/proofCalls.ts'
export type { ShownStatement, ShownWrongCell } from './calls/proofCalls.ts'
export { readAttestedProofs } from './proofs/readAttestedProofs.ts'
export { mineSlot, OtherChainError } from './proofs/mineSlot.ts'
export { nameVoucherVerifier } from './proofs/nameVoucherVerifier.ts'
export { type ReadHead, readHead, readNewSlots } from './proofs/newSlots.ts'
export { type OpeningBlock, type ProofSlot, readOpeningBlock, readSlot, type SlotPlace } from './proofs/readSlot.ts'
export { readServiceLedger, serviceLedgerEntry } from './addresses/serviceLedgerAddress.ts'
export { readTaskPool, type TaskAddresses, taskNames } from './addresses/taskAddresses.ts'
export {
  acceptTaskCall,
  answerRunCall,
  appealTaskCall,
  cancelBatchCall,
  closeBatchCall,
  commitTaskCall,
  contradictCall,
  disputeChunkCall,
  disputeTaskCall,
  dropRunCall,
  expireTaskCall,
  type OfBatch,
  type OfRun,
  type OfTask,
  releaseTaskCall,
  type RevealedResult,
  revealTaskCall,
  settleTaskCall,
  showRunCall,
  submitBatchCall,
  takeRunCall,
} from './calls/taskCalls.ts'
export {
  type ChannelRelease,
  depositToLedgerCall,
  exitChannelCall,
  finishChannelCall,
  fundChannelCall,
  registerServiceCall,
  releaseChannelCall,
  type ServiceFacts,
  type ServiceGrant,
  settleListCall,
  settleProvenCall,
  settleVouchersCall,
} from './calls/ledgerCalls.ts'
export {
  allowKeyCall,
  bondServiceCall,
  collectServiceBondCall,
  type KeyAllowance,
  setServiceOperatorCall,
  setServiceTermsCall,
  sweepLedgerFeesCall,
  unbondServiceCall,
  withdrawFromLedgerCall,
} from './calls/ledgerAccountCalls.ts'
export {
  addTaskStakeCall,
  collectTaskStakeCall,
  depositToPoolCall,
  depositToPoolWithPermitCall,
  type OfStake,
  relayPoolCallCall,
  relayPoolCallsCall,
  ripenTaskStakeCall,
  setSubmitKeyCall,
  signedFormOf,
  type SignedPoolCall,
  sweepPoolCall,
  unstakeTaskStakeCall,
  withdrawFromPoolCall,
} from './calls/poolAccountCalls.ts'
export { type RelayableCall, relayableCallOf } from './calls/relayableCalls.ts'
export { type Accusation, answerFindingCall, endFindingCall, fileFindingCall, payGrantCall } from './calls/findingCalls.ts'
export {
  findingStep,
  type FindingStep,
  readFinding,
  readFindingCount,
  readFindingList,
  type ServiceAct,
  serviceActs,
  type StoredFinding,
} from './findings/readFinding.ts'
export { findingsAbi } from './generated/findingsAbi.ts'
export { voucherVerifierAbi } from './generated/voucherVerifierAbi.ts'
export { serviceLedgerAbi } from './generated/serviceLedgerAbi.ts'
export { taskPoolAbi } from './generated/taskPoolAbi.ts'
export { proofCheckerAbi } from './generated/proofCheckerAbi.ts'
export { type FundingAddresses, fundingNames, readFunding } from './addresses/fundingAddresses.ts'
export { type GovernanceAddresses, governanceNames, readGovernance } from './addresses/governanceAddresses.ts'
export {
  type CarbonCertificate,
  type CarbonProof,
  certificateSeal,
  fileProofCall,
  readCertificates,
  showCertificateCall,
} from './audits/certificates.ts'
export {
  type AccountMessageCall,
  authorizeForCall,
  type DepositPermit,
  depositSignedForCall,
  revokeForCall,
  withdrawForCall,
} from './calls/accountCalls.ts'
export {
  autoExtendCall,
  type AutoExtendCall,
  cancelLeaseCall,
  cancelLeaseForCall,
  type CancelLeaseForCall,
  claimCall,
  closeCall,
  endByProviderCall,
  endByProviderForCall,
  type EndByProviderForCall,
  endCall,
  endForCall,
  type EndForCall,
  extendCall,
  extendForCall,
  type ExtendForCall,
  type LeaseCall,
  noShowCall,
  noShowForCall,
  type NoShowForCall,
  readyCall,
  type ReadyCall,
  transferLeaseForCall,
  type TransferLeaseForCall,
} from './calls/leaseCalls.ts'
export { anchorCall } from './calls/anchorCall.ts'
export { isRightNonce } from './calls/isRightNonce.ts'
export {
  beaconCommitCall,
  type BeaconCommitment,
  beaconCommitmentOf,
  beaconEnrolCall,
  beaconForfeitCall,
  beaconRevealCall,
} from './calls/beaconCalls.ts'
export { cancelAskForCall, cancelBidForCall, raiseFloorForCall } from './calls/orderCalls.ts'
export { type ContractCall, gasLimit } from './calls/contractCall.ts'
export { approveDepositCall, depositForCall } from './calls/depositCalls.ts'
export { dripCall } from './calls/dripCall.ts'
export {
  applyLossCall,
  attestCall,
  type AttestedRoot,
  formSetCall,
  validatorMember,
  validatorSetHash,
} from './calls/lossCalls.ts'
export { applyCreditCall, creditLeaf, type CreditStatement, creditSubject } from './calls/creditCalls.ts'
export { applyFraudCall, executeSlashCall, fraudLeaf, type FraudStatement } from './calls/fraudCalls.ts'
export { punishEquivocationCall, type SignedRoot } from './calls/equivocationCall.ts'
export { applyNodesCall, type ProvenNode } from './calls/nodeCalls.ts'
export { applyOutageCall, type OutageStatement, type SilenceStatement, silenceStatement, type SilentLease } from './calls/silenceStatement.ts'
export { splitFeesCall, sweepFeesCall } from './calls/feeCalls.ts'
export { settleBatchCall, settleCall, type SettleContext, settleGroupCall } from './calls/settleCalls.ts'
export { attestationTypedData, type NamedRoot } from './emission/attestationTypedData.ts'
export {
  answerDemandCall,
  challengeLeafCall,
  challengeRepeatedCall,
  claimEmissionCall,
  demandLeafCall,
  type EmissionChunk,
  type EmissionClaim,
  type EmissionInputs,
  type EmissionPlace,
  type EmissionTerms,
  publishEpochCall,
  punishWrongRootCall,
  settleDemandCall,
  topChunk,
} from './emission/emissionCalls.ts'
export { blockRanges, firstBlockSince, lastBlockBefore } from './emission/blocks.ts'
export { marketStart } from './emission/marketStart.ts'
export {
  anyOfProgramme,
  fundProgrammeCall,
  type Programme,
  type ProgrammeEvent,
  programmeName,
  readProgrammeEvents,
  readProgrammes,
} from './emission/programmes.ts'
export {
  type EmissionAddresses,
  readEmission,
  type ReadEmission,
  readEmissionAddresses,
  type ReadEpoch,
  readEpochTerms,
  readStandingEpochs,
} from './emission/readEmission.ts'
export { readCheckers, readCheckersOfDay } from './emission/readCheckers.ts'
export { readCommitteeSeed } from './emission/readCommitteeSeed.ts'
export { readFormedSets } from './emission/readFormedSets.ts'
export { readEpochEvents } from './emission/readEpochEvents.ts'
export { readSignatures, readSignedEpoch } from './emission/readSignedEpoch.ts'
export { readCountedMembers } from './emission/readCountedMembers.ts'
export { type ReadValidatorSet, readValidatorSet } from './emission/readValidatorSet.ts'
export { readProviders, readWaitingFees } from './emission/readWaitingFees.ts'
export { type ContractErrorName, contractErrorCodes } from './errors/contractErrorCodes.ts'
export { type ContractRefusal, decodeContractError, decodeMarketError } from './errors/decodeMarketError.ts'
export { decodeLedgerError } from './errors/decodeLedgerError.ts'
export { decodePoolError, poolErrorCodeOf } from './errors/decodePoolError.ts'
export { decodeGovernanceError } from './errors/decodeGovernanceError.ts'
export { allErrorsAbi } from './errors/allErrorsAbi.ts'
export { errorsAbi } from './errors/errorsAbi.ts'
export { revertDataOf } from './errors/revertDataOf.ts'
export type { ChainEvent, NodeFacts } from './events/chainEvent.ts'
export { isLedgerEvent, type LedgerEvent } from './events/ledgerEvent.ts'
export { decodeLog, type RawLog } from './events/decodeLog.ts'
export { eventFromCanonical } from './events/eventFromCanonical.ts'
export { followedContracts } from './events/followedContracts.ts'
export { UnknownEventError } from './events/decodedLog.ts'
export { type AcceptedWork, readAcceptedWork } from './funding/readAcceptedWork.ts'
export {
  commitCall,
  type FuturesCommitment,
  leastCommitmentBond,
  type PromisedTerms,
  type PromiseRecord,
  readCommitments,
  readCommitmentsOf,
  readPromiseRecord,
} from './funding/commitments.ts'
export { attestationsAbi } from './generated/attestationsAbi.ts'
export { bountiesAbi } from './generated/bountiesAbi.ts'
export { disputeCourtAbi } from './generated/disputeCourtAbi.ts'
export { carbonRegistryAbi } from './generated/carbonRegistryAbi.ts'
export { classCatalogAbi } from './generated/classCatalogAbi.ts'
export { devFaucetAbi } from './generated/devFaucetAbi.ts'
export { directoryAbi } from './generated/directoryAbi.ts'
export { emissionAbi } from './generated/emissionAbi.ts'
export { feeSplitterAbi } from './generated/feeSplitterAbi.ts'
export { futuresCommitmentAbi } from './generated/futuresCommitmentAbi.ts'
export { gOracleAbi } from './generated/gOracleAbi.ts'
export { gTokenAbi } from './generated/gTokenAbi.ts'
export { incubatorAbi } from './generated/incubatorAbi.ts'
export { infinitioGovernorAbi } from './generated/infinitioGovernorAbi.ts'
export { leaseTokenAbi } from './generated/leaseTokenAbi.ts'
export { marketAbi } from './generated/marketAbi.ts'
export { modelPaymentsAbi } from './generated/modelPaymentsAbi.ts'
export { nodeRegistryAbi } from './generated/nodeRegistryAbi.ts'
export { panelsAbi } from './generated/panelsAbi.ts'
export { pTokenAbi } from './generated/pTokenAbi.ts'
export { randomBeaconAbi } from './generated/randomBeaconAbi.ts'
export { reputationAbi } from './generated/reputationAbi.ts'
export { stakeVaultAbi } from './generated/stakeVaultAbi.ts'
export { stakedGTokenAbi } from './generated/stakedGTokenAbi.ts'
export { testStablecoinAbi } from './generated/testStablecoinAbi.ts'
export { timelockAbi } from './generated/timelockAbi.ts'
export { vestingAbi } from './generated/vestingAbi.ts'
export {
  type BoundedParameter,
  boundedParameters,
  parameterData,
  type ParameterContracts,
  parameterTarget,
  parameterValues,
  wordOf,
} from './governance/boundedParameters.ts'
export {
  type ActContracts,
  type GrantSource,
  postBountyCall,
  type PostedBounty,
  type ProposedAct,
  proposedCalls,
  type ProposedProject,
  proposeProjectCall,
  togetherProblem,
  upgradeAbi,
  type UpgradeableContract,
  upgradeableContracts,
} from './governance/proposalCalls.ts'
export { type ChainLeaseTerms, leaseTermsFromChain, leaseTermsToChain } from './orders/leaseTerms.ts'
export { type SettleItem, settleItemToChain } from './orders/settleItem.ts'
export { poolSource } from './tasks/poolSource.ts'
export { baseUnitsOfStake, type PoolHoldings, readPoolAccount } from './tasks/readPoolAccount.ts'
