export { assert, assertNever } from './assertNever.ts'
export {
  type NotificationKind,
  notificationKinds,
  notificationPath,
  type NotificationPlace,
  notificationRows,
  type NotificationSign,
} from './notifications/notificationKinds.ts'
export { bookWord, firstReleasedHour, gpusAt, type HourRange, hoursOf, hoursPerWord, maxNodeGpus, releaseWord } from './calendar/hourWord.ts'
export { type CandleIntervalName, candleIntervalNames, candleSeconds } from './calendar/candleSeconds.ts'
export { calendarMask, type CalendarSpan, calendarSpans } from './calendar/calendarSpans.ts'
export { horizonSeconds } from './calendar/horizon.ts'
export { countryCodeOf, countryCodes, gridIntensity, type GridIntensity, gridOfMachine, type MachineGrid } from './energy/gridIntensity.ts'
export type { ErrorRow } from './errors/errorRow.ts'
export { type ErrorCode, errorTable, isErrorCode } from './errors/errorTable.ts'
export type { FieldProblem } from './errors/fieldProblem.ts'
export { isRefusal, type Refusal } from './errors/refusal.ts'
export { type Cost, costOf, type PricedBid, quoteCost, signedCost } from './fees/cost.ts'
export { costOfUse, type EndingPiece, type EndingTerms, leastCost, secondsOfUse } from './fees/costOfUse.ts'
export { leastReason } from './fees/leastReason.ts'
export { type FeeKey, type FeeKeyOf, feeKeys, feeKeysOf, type FeeLine, feeLines, type FeeMatch } from './fees/feeLines.ts'
export {
  type FeeAmount,
  type FeeFields,
  feeRecord,
  type Fees,
  feesByKey,
  feesIn,
  feeTexts,
  inQuote,
  type QuoteFees,
  type ShareFees,
  shareFees,
} from './fees/fees.ts'
export { faultAnswerRefusal, faultAnswerSeconds, type FaultSide, faultSides } from './faults/faultAnswer.ts'
export {
  type CreditedLease,
  type OperatorShare,
  planShares,
  type ShareCut,
  shareCuts,
  type ShareHistory,
  shareLimits,
  type ShareSums,
} from './faults/operatorShare.ts'
export { type FaultFacts, type FaultIncident, faultIncidents, noFaultFacts } from './faults/faultFacts.ts'
export {
  type AttributedFault,
  attributeFault,
  creditedRules,
  faultParties,
  type FaultParty,
  type FaultRule,
  type FaultRuleNumber,
  faultRuleNumbers,
  faultRules,
  type FaultSource,
  faultSources,
  hardwareXids,
} from './faults/faultRules.ts'
export { feeUp } from './fees/feeUp.ts'
export {
  bidPieceFee,
  type FeeBid,
  isLeftToParties,
  isSmallPiece,
  type MatchedPiece,
  orderRelayFee,
  type OrderRelayFeeInput,
  pieceRelayFee,
  settleFeeOf,
  type SettlePiece,
  type SettleTerms,
} from './fees/settleFee.ts'
export {
  jurySize,
  type TrialAct,
  type TrialFacts,
  type TrialMoment,
  trialMoment,
  trialSeconds,
  type TrialState,
  trialStates,
} from './disputes/trialMoment.ts'
export { disputeBondOf, disputeOpenSeconds, mostClaimOf } from './disputes/disputeBond.ts'
export { callRisks, coreEntries, type DraftFault, draftProblems, type DraftRisk, takenNames } from './governance/draftProblems.ts'
export { type DelegateStatement, type StatementPlace, statementLimits, statementMessage } from './governance/delegateStatement.ts'
export { type DescriptionPlace, type ModelDescription, modelDescriptionMessage, mostDescription } from './governance/modelDescription.ts'
export { type ModelRecord, modelRecordLimits, modelRecordMessage } from './governance/modelRecord.ts'
export { isWeightsPath, readWeightsList, type WeightsFile, weightsListOf, weightsPartBytes, weightsRootOf } from './governance/weightsRoot.ts'
export { type ParameterUnit, parameterText } from './governance/parameterText.ts'
export { csvText } from './format/csvText.ts'
export { formatDuration, parseDuration } from './format/formatDuration.ts'
export { amountText, formatPt, parsePt } from './format/formatPt.ts'
export { plainNumber } from './format/plainNumber.ts'
export { withDecimalPoint } from './format/withDecimalPoint.ts'
export { type Language, languages, languageTags, preferredLanguage } from './format/preferredLanguage.ts'
export { pricePerGpuHour, pricePerGpuSecondDown } from './format/pricePerGpuHour.ts'
export { type Address, address, isAddress, zeroAddress } from './ids/address.ts'
export { checksumAddress, parseAddress } from './ids/parseAddress.ts'
export { artefactLimits, type ArtefactReaders, mostPrivateBytes, uploadLimits } from './artefacts/artefactLimits.ts'
export { describeFile, type FileManifest, FileManifestError, findFileManifest, mostBytesOf, mostManifestBytes } from './artefacts/fileManifest.ts'
export { nameOfFile, type PieceLimits, pieceLimits, pieceRange, readFileManifest } from './artefacts/fileManifest.ts'
export { type Hex32, hex32, isHex32, zeroHex32 } from './hashing/hex32.ts'
export { holdId, type HoldId, leaseId, type LeaseId, matchId, type MatchId } from './ids/marketIds.ts'
export { nodeId, type NodeId, nodeIdOf } from './ids/nodeId.ts'
export { orderHash, type OrderHash, txHash, type TxHash, workloadHash, type WorkloadHash } from './ids/hashes.ts'
export { billableSeconds, leaseAmounts, type LeaseAmounts, vestingSeconds } from './leases/leaseAmounts.ts'
export { type CancelPayTerms, cancelPayOf, owesNoticeAfterStart } from './leases/cancelPayOf.ts'
export { bookedProgress, endedProgress, isInTrial, type LeaseProgress, type LeaseState, leaseStateCode, leaseStates } from './leases/leaseProgress.ts'
export { endsThatSay, type LeaseRecord, nodeScore } from './nodes/nodeScore.ts'
export {
  type AskTimes,
  askTimesBeside,
  type KnownWindow,
  maintenanceFault,
  maintenanceLimits,
  type MaintenanceWindow,
  mostPlansADay,
  mostWindowsAhead,
  mostWindowsOfProvider,
  mustMoveTimes,
  plannedWindows,
  windowsOverlap,
} from './nodes/maintenance.ts'
export { type Isolation, isolationLevels, isolationOf } from './nodes/isolation.ts'
export { imageRuntimes, isForDevelopment, type RuntimeKind, runtimeKinds, usualIsolation } from './nodes/runtimes.ts'
export { dataSheetOf, gpuLinkOf } from './nodes/dataSheets.ts'
export { type GpuLink, gpuLinks } from './nodes/gpuLinks.ts'
export { type NodeState, nodeStates, providerNodeStates, unavailableCodes } from './nodes/nodeState.ts'
export { runsImages } from './nodes/runsImages.ts'
export { developmentClass, priceOfReferenceWork, referencePerformanceOf, tensorTflopsOf, usualMachineName } from './nodes/referencePerformance.ts'
export { bountyCategories, bountyFilters } from './emission/bountyCategories.ts'
export { leverNames } from './emission/leverNames.ts'
export type { ChainParameters, RecordedEvent } from './emission/recordedEvent.ts'
export { type EndReason, endReasonCode, endReasonFromCode, endReasons } from './leases/endReason.ts'
export { type EscrowInput, escrowOf, payOf } from './leases/escrowOf.ts'
export {
  type LeaseAct,
  leaseRefusal,
  type LeaseRole,
  mostSharesPerLease,
  roleOfShare,
  type SharedLease,
  shareRefusal,
  type ShareRight,
} from './leases/leaseRights.ts'
export { mostShells } from './leases/mostShells.ts'
export { stopNoticeSeconds } from './leases/stopNotice.ts'
export { leaseFlags, type LeaseTerms, leaseTermsOf, leaseTermsStruct, type PlainLeaseTerms } from './leases/leaseTerms.ts'
export { type BoxOwner, commitSecrets, type Secrets, type WorkloadSecrets } from './secrets/secrets.ts'
export { openSecrets, type SecretsRefusal } from './secrets/openSecrets.ts'
export { isSecretName, isSecretValue, secretLimits, secretsProblem, type SecretsProblem } from './secrets/secretsProblem.ts'
export { sealSecrets } from './secrets/sealSecrets.ts'
export { promptCipher, type PromptCipher, type PromptUse, sealedTagBytes } from './prompts/promptCipher.ts'
export { openPromptKey, type PromptReader, sealPromptKey } from './prompts/promptKey.ts'
export { openContentKey, renterBox, type SealedKey, sealContentKey } from './snapshots/contentKey.ts'
export { cancellableMoveStates, cancelRefusal, canMoveGo, isMoveOver, type MoveState, moveStates, moveSteps } from './snapshots/moveState.ts'
export { hashSnapshotOrder, type SnapshotKeySeed, type SnapshotOrder } from './snapshots/snapshotOrder.ts'
export { mostSnapshotParts, snapshotPartBytes } from './snapshots/snapshotParts.ts'
export { groupedCharacters, pairingCharacters, pairingCommitment, type PairingView } from './pairing/pairing.ts'
export { claimMac, hashOfClaimKey, offerMac, type PairingKeys, pairingKeys, permissionMac } from './pairing/pairing.ts'
export { pairingFragment, type PairingLink, pairingSeconds, readPairingFragment } from './pairing/pairingLink.ts'
export { localTokenHeader } from './sessions/localTokenHeader.ts'
export { sessionLeft, sessionSpending, type SessionSpendings } from './sessions/sessionLeft.ts'
export { leastTrialClusterSeconds, nextTrialAt, type TrialInput, trialSecondsOf } from './leases/trial.ts'
export { readyGraceSeconds, readyUntil } from './leases/readyUntil.ts'
export { leaseKey, leaseRestHash, leaseTermsHash } from './leases/leaseKey.ts'
export { meshAddressOf, meshNetwork } from './leases/meshAddress.ts'
export { type ProblemKind, problemKinds, reportLimits, type ReportState, reportStateOf } from './leases/problemReport.ts'
export { hashLeaseAccess, type LeaseAccess, leaseAccessLimits, type LeaseAccessOrder } from './leases/leaseAccess.ts'
export { backOffMs, strikeCodes } from './orders/backOff.ts'
export { type Ask, askStruct } from './orders/ask.ts'
export { type Bid, bidKeepsPlace, bidStruct } from './orders/bid.ts'
export { mostBidGpus } from './orders/mostBidGpus.ts'
export { anyoneExecutor, engineExecutor } from './orders/executor.ts'
export { hashAsk, hashBid, hashMandate } from './orders/hashOrder.ts'
export { type Keccak, keccak256, keccak256Hex } from './hashing/keccak256.ts'
export { type Mandate, type MandatedAsk, mandateFlags, mandateRefusal, type MandateRefusal, mandateStruct } from './orders/mandate.ts'
export { packWords } from './hashing/packWords.ts'
export { sha256Hex } from './hashing/sha256.ts'
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
export {
  type FleetAct,
  fleetActs,
  type FleetChange,
  fleetChangeLimits,
  fleetChangeStruct,
  type FleetRow,
  fleetRowText,
  hashFleetChange,
} from './fleet-changes/fleetChange.ts'
export {
  fleetChangeOf,
  fleetListRefusal,
  fleetRowRefusal,
  fleetRowsRefusal,
  type FleetSigning,
  judgeSerial,
  type TakenFleetChange,
} from './fleet-changes/fleetList.ts'
export {
  hashReview,
  hashReviewAnswer,
  type Review,
  type ReviewAnswer,
  reviewAnswerStruct,
  type ReviewedLease,
  reviewLimits,
  reviewRefusal,
  type ReviewSide,
  reviewSideOf,
  reviewSides,
  reviewStruct,
  reviewTextHash,
  reviewUntil,
} from './reviews/review.ts'
export {
  type ReviewEntry,
  reviewEntryHash,
  type ReviewEntryKind,
  removesText,
  reviewEntryKinds,
  type ReviewHead,
  reviewHeadText,
  reviewsStart,
} from './reviews/reviewEntry.ts'
export { isPlainReviewText } from './reviews/isPlainReviewText.ts'
export { type AuthorReviews, type ReviewScore, reviewScore, reviewWeight } from './reviews/reviewScore.ts'
export { contractDigest, domainSeparator, type SigningDomain, signingName, signingVersion } from './structs/signingDomain.ts'
export { type SplitSignature, splitSignature } from './orders/splitSignature.ts'
export {
  type ImmediateName,
  immediateNameOf,
  immediateNames,
  fillsWhole,
  isWholeBid,
  mayRest,
  type TimeInForceName,
  timeInForce,
  timeInForceNames,
} from './orders/timeInForce.ts'
export {
  askTypedData,
  bidTypedData,
  cancelLeaseTypedData,
  cancelOrderTypedData,
  endTypedData,
  fleetChangeTypedData,
  mandateTypedData,
  marketMessageTypedData,
  readyTypedData,
  reviewAnswerTypedData,
  reviewTypedData,
  snapshotKeySeedTypedData,
  leaseAccessTypedData,
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
export { changedPrice, cheaperShare, isWorthRepricing } from './pricing/priceChange.ts'
export { type CardUse, type CardEarnings, earningsOfCard } from './pricing/earningsOfCard.ts'
export { hourOfWeek, hoursPerWeek } from './pricing/hourOfWeek.ts'
export { percentilePrice, priceByRule, type PricedGpus, type PriceStep, type PricingState, type RulePrice } from './pricing/priceByRule.ts'
export { pricesOfWeek } from './pricing/pricesOfWeek.ts'
export { type PriceWarning, priceWarning } from './pricing/priceWarning.ts'
export { type Electricity, electricityPrice, type PricingRule, pricingRuleRefusal, type ScheduledHours } from './pricing/pricingRule.ts'
export { knownHostsLine, openSshPrivateKey, sshEd25519PublicKey } from './ssh/openSshKeys.ts'
export { sshAlgorithms } from './ssh/sshAlgorithms.ts'
export {
  hashPoolCall,
  hashStoreReceipt,
  type PoolCall,
  poolCallTypedData,
  type PoolSigningDomain,
  type StoreReceipt,
} from './tasks/poolMessages.ts'
export { type SimulatedProviderName, simulatedProviderKey, simulatedProviderOf, simulatedProviders } from './simulated/simulatedProviders.ts'
export { testModel } from './services/testModel.ts'
export { channelIdOf } from './services/channelIdOf.ts'
export { checkDayOf, type CheckedAnswer, checkersOf, checkLimits, type CheckReport, checkReportText } from './services/checkReports.ts'
export { checkSecondsOf, checkSlotAt } from './services/checkReports.ts'
export { type AnswerTime, answerTimeLimits, type CheckTimes, checkTimesText, type TimedAnswer } from './services/checkTimes.ts'
export { hashVoucher } from './services/hashVoucher.ts'
export { hostingDays, hostingDaySeconds, hostingRefundDays } from './services/hostingTimes.ts'
export {
  hashLedgerMessage,
  type LedgerMessageName,
  type LedgerMessages,
  ledgerSeparator,
  type LedgerSigningDomain,
  ledgerTypedData,
} from './services/ledgerMessages.ts'
export { grantMessage, grantText, type ModelGrant, modelNumberOf, modelWord, mostRoyaltyBps, parseRoyalty, readGrant } from './services/modelGrant.ts'
export { serviceFeeBps } from './services/modelGrant.ts'
export {
  assetUnits,
  type AssetUnits,
  type ChannelFacts,
  channelId,
  type ChannelId,
  type KeyCurve,
  keyCurves,
  type LedgerAsset,
  ledgerAssets,
  serviceId,
  type ServiceId,
} from './services/serviceIds.ts'
export type { PoolEvent, PoolSite } from './tasks/poolEvent.ts'
export { jobPriorities, type JobPriority, payOfPriority } from './tasks/jobPriority.ts'
export { type TaskBatch, taskBatchStruct } from './tasks/taskBatch.ts'
export { serviceChallengeText, tunnelChallengeText } from './tunnel/tunnelChallengeText.ts'
export { type Bps, bps, percentOfBps } from './units/bps.ts'
export { durationSeconds, type DurationSeconds, gpuSeconds, type GpuSeconds, unixSeconds, type UnixSeconds } from './units/seconds.ts'
export { pTokenUnits, type PTokenUnits, wei, type Wei } from './units/pTokenUnits.ts'
export { type FitGpus, fitOfRun, fitRatings, type FitWarning, fitWarnings, type RunFit } from './advice/runFit.ts'
export {
  type ClassOffer,
  fitKey,
  fitKeyNumber,
  fitNumber,
  type FitPlace,
  fitPlaceOf,
  type OfferedGpus,
  priceOfMillionTokens,
  waysToRun,
  type WayToRun,
} from './advice/waysToRun.ts'
export { gpusForMemory, memoryOfRun, type RunMemory } from './runs/memoryOfRun.ts'
export {
  type ModelRun,
  parseRun,
  type Run,
  runBits,
  type RunBits,
  runNameOf,
  type RunProgram,
  runPrograms,
  type RunTask,
  runTasks,
  templateOfRun,
  textOfRun,
} from './runs/run.ts'
export { type RunModel, runModelOf, runModels } from './runs/runModels.ts'
export { suggestRuns } from './runs/suggestRuns.ts'
export { type TemplateId, templateIds, type TemplateMachine, templateMisfit, type WorkloadTemplate } from './templates/workloadTemplate.ts'
export { isTemplateId, templateOf, workloadTemplates } from './templates/templates.ts'
export { parseTemplatePins, type TemplatePin, type TemplatePins } from './templates/templatePins.ts'
export { type CanonicalValue, canonicalJson } from './hashing/canonicalJson.ts'
export { type PinnedImage, pinImage, pinnedImage } from './workloads/pinnedImage.ts'
export { hashWorkload, scriptOfWorkload, type Workload, type WorkloadImage, workloadText } from './workloads/workload.ts'
export { idsMeant, type Named, nearestWord } from './search-fields/idsMeant.ts'
export { type ListingSort, listingSorts } from './search-fields/listingSorts.ts'
export { secondsOfQuery, secondsOfSearch, spanOfSeconds } from './search-fields/searchSpan.ts'
export { canonicalQuery, filtersOfQuery } from './search-fields/savedFilters.ts'
export {
  type SearchField,
  type SearchFieldName,
  type SearchFields,
  searchFields,
  searchFieldTexts,
} from './search-fields/searchFields.ts'
export {
  addressOfFilters,
  countFilters,
  type FilterQuery,
  flagValue,
  openFilters,
  queryOfFilters,
  readFilters,
  searchFieldRows,
  type SearchFilters,
  wholeOf,
} from './search-fields/searchFilters.ts'
