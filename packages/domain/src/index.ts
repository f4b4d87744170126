export { assert } from './assert.ts'
export { assertNever } from './assertNever.ts'
export { type NotificationKind, notificationKinds } from './notifications/notificationKinds.ts'
export { bookWord, gpusAt, hoursPerWord, maxNodeGpus, releaseWord } from './calendar/hourWord.ts'
export { calendarMask } from './calendar/calendarMask.ts'
export { type CalendarSpan, calendarSpans } from './calendar/calendarSpans.ts'
export { firstReleasedHour } from './calendar/firstReleasedHour.ts'
export { type HourRange, hoursOf } from './calendar/hoursOf.ts'
export { type GridIntensity, gridIntensity } from './energy/gridIntensity.ts'
export { gridOfMachine, type MachineGrid } from './energy/gridOfMachine.ts'
export type { ErrorRow } from './errors/errorRow.ts'
export { type ErrorCode, errorTable, isErrorCode } from './errors/errorTable.ts'
export { isRefusal, type Refusal } from './errors/refusal.ts'
export { feeUp } from './fees/feeUp.ts'
export { type OrderRelayFeeInput, orderRelayFee, pieceRelayFee } from './fees/orderRelayFee.ts'
export {
  bidPieceFee,
  type FeeBid,
  isLeftToParties,
  isSmallPiece,
  type MatchedPiece,
  settleFeeOf,
  type SettlePiece,
  type SettleTerms,
} from './fees/settleFee.ts'
export { formatDuration } from './format/formatDuration.ts'
export { formatPt } from './format/formatPt.ts'
export { parsePt } from './format/parsePt.ts'
export { type Language, languages, languageTags } from './format/languages.ts'
export { preferredLanguage } from './format/preferredLanguage.ts'
export { pricePerGpuHour } from './format/pricePerGpuHour.ts'
export { pricePerGpuSecondDown } from './format/pricePerGpuSecondDown.ts'
export { type Address, address, isAddress, zeroAddress } from './ids/address.ts'
export { checksumAddress } from './ids/checksumAddress.ts'
export { type Hex32, hex32, isHex32, zeroHex32 } from './hashing/hex32.ts'
export { type HoldId, holdId } from './ids/holdId.ts'
export { type LeaseId, leaseId } from './ids/leaseId.ts'
export { type MatchId, matchId } from './ids/matchId.ts'
export { type NodeId, nodeId } from './ids/nodeId.ts'
export { nodeIdOf } from './ids/nodeIdOf.ts'
export { type OrderHash, orderHash } from './ids/orderHash.ts'
export { parseAddress } from './ids/parseAddress.ts'
export { type TxHash, txHash } from './ids/txHash.ts'
export { type WorkloadHash, workloadHash } from './ids/workloadHash.ts'
export { billableSeconds } from './leases/billableSeconds.ts'
export { type CancelPayTerms, cancelPayOf, owesNoticeAfterStart } from './leases/cancelPayOf.ts'
export { endedProgress } from './leases/endedProgress.ts'
export { nodeScore } from './nodes/nodeScore.ts'
export { type Isolation, isolationLevels, isolationOf } from './nodes/isolation.ts'
export { type NodeState, nodeStates } from './nodes/nodeState.ts'
export { endsThatSay, type LeaseRecord } from './nodes/recordBps.ts'
export { priceOfReferenceWork } from './nodes/priceOfReferenceWork.ts'
export { referencePerformanceOf } from './nodes/referencePerformance.ts'
export { bountyCategories } from './emission/bountyCategories.ts'
export { leverNames } from './emission/leverNames.ts'
export type { ChainParameters, RecordedEvent } from './emission/recordedEvent.ts'
export { type EndReason, endReasonFromCode, endReasons } from './leases/endReason.ts'
export { type EscrowInput, escrowOf, payOf } from './leases/escrowOf.ts'
export { type LeaseAmounts, leaseAmounts, vestingSeconds } from './leases/leaseAmounts.ts'
export { type LeaseAct, type LeaseRole, leaseRefusal, roleOfShare, type ShareRight } from './leases/leaseRights.ts'
export { mostShells } from './leases/mostShells.ts'
export { mostSharesPerLease, type SharedLease, shareRefusal } from './leases/shareRefusal.ts'
export { bookedProgress, type LeaseProgress, type LeaseState, leaseStateCode } from './leases/leaseProgress.ts'
export { type LeaseTerms, leaseFlags, leaseTermsStruct } from './leases/leaseTerms.ts'
export { commitSecrets } from './secrets/commitSecrets.ts'
export { openSecrets, type SecretsRefusal } from './secrets/openSecrets.ts'
export { isSecretName, isSecretValue, secretLimits } from './secrets/secretNames.ts'
export { sealSecrets } from './secrets/sealSecrets.ts'
export { type SecretsProblem, secretsProblem } from './secrets/secretsProblem.ts'
export type { BoxOwner, Secrets, WorkloadSecrets } from './secrets/secrets.ts'
export { openContentKey, renterBox, type SealedKey, sealContentKey } from './snapshots/contentKey.ts'
export {
  cancellableMoveStates,
  cancelRefusal,
  canMoveGo,
  isMoveOver,
  type MoveState,
  moveStates,
  moveSteps,
} from './snapshots/moveState.ts'
export { hashSnapshotOrder, type SnapshotKeySeed, type SnapshotOrder } from './snapshots/snapshotOrder.ts'
export { mostSnapshotParts, snapshotPartBytes } from './snapshots/snapshotParts.ts'
export { localTokenHeader } from './sessions/localTokenHeader.ts'
export { sessionLeft, type SessionSpendings } from './sessions/sessionLeft.ts'
export { sessionSpending } from './sessions/sessionSpending.ts'
export { isInTrial } from './leases/isInTrial.ts'
export { nextTrialAt } from './leases/nextTrialAt.ts'
export { readyUntil } from './leases/readyUntil.ts'
export { type TrialInput, trialSecondsOf } from './leases/trialSecondsOf.ts'
export { leaseKey } from './leases/leaseKey.ts'
export { leaseRestHash } from './leases/leaseRestHash.ts'
export { leaseTermsHash } from './leases/leaseTermsHash.ts'
export { leaseTermsOf, type PlainLeaseTerms } from './leases/leaseTermsOf.ts'
export { backOffMs, strikeCodes } from './orders/backOff.ts'
export { type Ask, askStruct } from './orders/ask.ts'
export { type Bid, bidStruct } from './orders/bid.ts'
export { bidKeepsPlace } from './orders/bidKeepsPlace.ts'
export { anyoneExecutor, engineExecutor } from './orders/executor.ts'
export { hashAsk, hashBid, hashMandate } from './orders/hashOrder.ts'
export { type Keccak, keccak256, keccak256Hex } from './hashing/keccak256.ts'
export { type Mandate, mandateFlags, mandateStruct } from './orders/mandate.ts'
export { type MandatedAsk, type MandateRefusal, mandateRefusal } from './orders/mandateRefusal.ts'
export { packWords } from './hashing/packWords.ts'
export { hashMarketMessage, type MarketMessageKind, type MarketMessages, marketMessageStructs } from './orders/marketMessage.ts'
export {
  type CancelLease,
  cancelLeaseStruct,
  type CancelOrder,
  cancelOrderStruct,
  type End,
  endStruct,
  hashCancelLease,
  hashCancelOrder,
  hashEnd,
  hashReady,
  type Ready,
  readyStruct,
} from './orders/relayedMessages.ts'
export { domainSeparator, type SigningDomain, signingName, signingVersion } from './structs/signingDomain.ts'
export { type SplitSignature, splitSignature } from './orders/splitSignature.ts'
export { type TimeInForceName, timeInForce } from './orders/timeInForce.ts'
export {
  askTypedData,
  bidTypedData,
  cancelLeaseTypedData,
  cancelOrderTypedData,
  endTypedData,
  mandateTypedData,
  marketMessageTypedData,
  readyTypedData,
  snapshotKeySeedTypedData,
  snapshotOrderTypedData,
  type TypedData,
} from './orders/typedData.ts'
export {
  type StructSource,
  type StructTuple,
  type StructWire,
  structFromChain,
  structFromWire,
  structToChain,
  structToWire,
} from './structs/convertStruct.ts'
export { type FieldSpec, fieldsOfForm, type KindOf, kindOf, type Struct, type StructValue } from './structs/defineStruct.ts'
export { type FieldKind, fieldKinds } from './structs/fieldKinds.ts'
export { changedPrice } from './pricing/changedPrice.ts'
export { cheaperShare } from './pricing/cheaperShare.ts'
export { type Electricity, electricityPrice } from './pricing/electricityPrice.ts'
export { hourOfWeek, hoursPerWeek } from './pricing/hourOfWeek.ts'
export { isWorthRepricing } from './pricing/isWorthRepricing.ts'
export { type PricedGpus, percentilePrice } from './pricing/percentilePrice.ts'
export { type PriceStep, type PricingState, priceByRule, type RulePrice } from './pricing/priceByRule.ts'
export { pricesOfWeek } from './pricing/pricesOfWeek.ts'
export type { PricingRule, ScheduledHours } from './pricing/pricingRule.ts'
export { pricingRuleRefusal } from './pricing/pricingRuleRefusal.ts'
export { knownHostsLine } from './ssh/knownHostsLine.ts'
export { openSshPrivateKey } from './ssh/openSshPrivateKey.ts'
export { sshAlgorithms } from './ssh/sshAlgorithms.ts'
export { sshEd25519PublicKey } from './ssh/sshEd25519PublicKey.ts'
export { tunnelChallengeText } from './tunnel/tunnelChallengeText.ts'
export { type Bps, bps } from './units/bps.ts'
export { type DurationSeconds, durationSeconds } from './units/durationSeconds.ts'
export { type GpuSeconds, gpuSeconds } from './units/gpuSeconds.ts'
export { type PTokenUnits, pTokenUnits } from './units/pTokenUnits.ts'
export { type UnixSeconds, unixSeconds } from './units/unixSeconds.ts'
export { type Wei, wei } from './units/wei.ts'
export { gpusForMemory, memoryOfRun, type RunMemory } from './runs/memoryOfRun.ts'
export {
  type ModelRun,
  parseRun,
  type Run,
  type RunBits,
  runBits,
  type RunProgram,
  runPrograms,
  type RunTask,
  runTasks,
  textOfRun,
} from './runs/run.ts'
export { type RunModel, runModelOf, runModels } from './runs/runModels.ts'
export { suggestRuns } from './runs/suggestRuns.ts'
export { runNameOf } from './runs/runNameOf.ts'
export { templateOfRun } from './runs/templateOfRun.ts'
export { type TemplateMachine, templateMisfit } from './templates/templateMisfit.ts'
export { isTemplateId, templateOf, workloadTemplates } from './templates/templates.ts'
export { type TemplateId, templateIds, type WorkloadTemplate } from './templates/workloadTemplate.ts'
export { type CanonicalValue, canonicalJson } from './hashing/canonicalJson.ts'
export { hashWorkload, workloadText } from './workloads/hashWorkload.ts'
export { type PinnedImage, pinImage, pinnedImage } from './workloads/pinnedImage.ts'
export { scriptOfWorkload } from './workloads/scriptOfWorkload.ts'
export type { Workload, WorkloadImage } from './workloads/workload.ts'
