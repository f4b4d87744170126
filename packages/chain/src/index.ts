/** The chain room: ABIs, addresses, converters, decoders and builders. Share ABIs between packages, never client objects. */
export type { ChainAddresses } from './addresses/chainAddresses.ts'
export { directoryNames, nameKey } from './addresses/directoryNames.ts'
export { type KeyKind, keyKinds } from './addresses/keyKinds.ts'
export { type AuditAddresses, auditNames } from './addresses/auditAddresses.ts'
export { type FundingAddresses, fundingNames } from './addresses/fundingAddresses.ts'
export { type GovernanceAddresses, governanceNames } from './addresses/governanceAddresses.ts'
export { readAddresses } from './addresses/readAddresses.ts'
export { readAudits } from './addresses/readAudits.ts'
export { readFunding } from './addresses/readFunding.ts'
export { readGovernance } from './addresses/readGovernance.ts'
export { type CarbonCertificate, readCertificates } from './audits/readCertificates.ts'
export { type CarbonProof, certificateSeal, fileProofCall, showCertificateCall } from './audits/fileProofCall.ts'
export { authorizeForCall } from './calls/authorizeForCall.ts'
export { type AutoExtendCall, autoExtendCall } from './calls/autoExtendCall.ts'
export { anchorCall } from './calls/anchorCall.ts'
export { type CancelLeaseForCall, cancelLeaseForCall } from './calls/cancelLeaseForCall.ts'
export {
  beaconCommitCall,
  type BeaconCommitment,
  beaconCommitmentOf,
  beaconEnrolCall,
  beaconForfeitCall,
  beaconRevealCall,
} from './calls/beaconCalls.ts'
export { cancelLeaseCall } from './calls/cancelLeaseCall.ts'
export type { AccountMessageCall } from './calls/accountMessageCall.ts'
export { cancelAskForCall } from './calls/cancelAskForCall.ts'
export { cancelBidForCall } from './calls/cancelBidForCall.ts'
export { claimCall } from './calls/claimCall.ts'
export { closeCall } from './calls/closeCall.ts'
export type { ContractCall } from './calls/contractCall.ts'
export { type DepositPermit, depositSignedForCall } from './calls/depositSignedForCall.ts'
export { dripCall } from './calls/dripCall.ts'
export { endByProviderCall } from './calls/endByProviderCall.ts'
export { type EndByProviderForCall, endByProviderForCall } from './calls/endByProviderForCall.ts'
export { endCall } from './calls/endCall.ts'
export { type EndForCall, endForCall } from './calls/endForCall.ts'
export { extendCall } from './calls/extendCall.ts'
export { type ExtendForCall, extendForCall } from './calls/extendForCall.ts'
export { gasLimit } from './calls/gasLimit.ts'
export type { LeaseCall } from './calls/leaseCall.ts'
export {
  applyLossCall,
  attestCall,
  type AttestedRoot,
  formSetCall,
  validatorMember,
  validatorSetHash,
} from './calls/lossCalls.ts'
export { noShowCall } from './calls/noShowCall.ts'
export { applyOutageCall, type OutageStatement } from './calls/outageCalls.ts'
export { type SilenceStatement, silenceStatement, type SilentLease } from './calls/silenceStatement.ts'
export { type NoShowForCall, noShowForCall } from './calls/noShowForCall.ts'
export { raiseFloorForCall } from './calls/raiseFloorForCall.ts'
export { withdrawForCall } from './calls/withdrawForCall.ts'
export { type ReadyCall, readyCall } from './calls/readyCall.ts'
export { revokeForCall } from './calls/revokeForCall.ts'
export { splitFeesCall } from './calls/splitFeesCall.ts'
export { sweepFeesCall } from './calls/sweepFeesCall.ts'
export { type TransferLeaseForCall, transferLeaseForCall } from './calls/transferLeaseForCall.ts'
export { settleBatchCall } from './calls/settleBatchCall.ts'
export { type SettleContext, settleGroupCall } from './calls/settleGroupCall.ts'
export { settleCall } from './calls/settleCall.ts'
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
export { lastBlockBefore } from './emission/lastBlockBefore.ts'
export { type ProgrammeEvent, readProgrammeEvents } from './emission/readProgrammeEvents.ts'
export { anyOfProgramme, fundProgrammeCall, type Programme, programmeName, readProgrammes } from './emission/programmes.ts'
export { type EmissionAddresses, readEmissionAddresses } from './emission/readEmissionAddresses.ts'
export { readCommitteeSeed } from './emission/readCommitteeSeed.ts'
export { readEpochEvents } from './emission/readEpochEvents.ts'
export { type ReadEmission, type ReadEpoch, readEmission, readEpochTerms, readStandingEpochs } from './emission/readEmission.ts'
export { readSignatures, readSignedEpoch } from './emission/readSignedEpoch.ts'
export { readProviders, readWaitingFees } from './emission/readWaitingFees.ts'
export { type ReadValidatorSet, readValidatorSet } from './emission/readValidatorSet.ts'
export { type ContractErrorName, contractErrorCodes } from './errors/contractErrorCodes.ts'
export { type ContractRefusal, decodeContractError, decodeMarketError } from './errors/decodeMarketError.ts'
export { decodeGovernanceError } from './errors/decodeGovernanceError.ts'
export { allErrorsAbi } from './errors/allErrorsAbi.ts'
export { errorsAbi } from './errors/errorsAbi.ts'
export { revertDataOf } from './errors/revertDataOf.ts'
export type { ChainEvent, NodeFacts } from './events/chainEvent.ts'
export { decodeLog, type RawLog } from './events/decodeLog.ts'
export { eventFromCanonical } from './events/eventFromCanonical.ts'
export { followedContracts } from './events/followedContracts.ts'
export { UnknownEventError } from './events/unknownEventError.ts'
export { type AcceptedWork, readAcceptedWork } from './funding/readAcceptedWork.ts'
export { commitCall, leastCommitmentBond, type PromisedTerms } from './funding/commitCall.ts'
export { type FuturesCommitment, readCommitments, readCommitmentsOf } from './funding/readCommitments.ts'
export { type PromiseRecord, readPromiseRecord } from './funding/readPromiseRecord.ts'
export { attestationsAbi } from './generated/attestationsAbi.ts'
export { bountiesAbi } from './generated/bountiesAbi.ts'
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
  type ParameterUnit,
  parameterValues,
  wordOf,
} from './governance/boundedParameters.ts'
export {
  type ActContracts,
  type GrantSource,
  type ProposedAct,
  type PostedBounty,
  postBountyCall,
  proposedCalls,
  upgradeAbi,
  type UpgradeableContract,
  upgradeableContracts,
} from './governance/proposalCalls.ts'
export { type ProposedProject, proposeProjectCall } from './governance/proposeProjectCall.ts'
export { togetherProblem } from './governance/togetherProblem.ts'
export { type ChainLeaseTerms, leaseTermsFromChain } from './orders/leaseTermsFromChain.ts'
export { leaseTermsToChain } from './orders/leaseTermsToChain.ts'
export { type SettleItem, settleItemToChain } from './orders/settleItem.ts'
