export {
  believe,
  type CheckedReceipt,
  type ClientChannel,
  leastNeed,
  mostCostOf,
  mostOpen,
  newClientChannel,
  nextCeiling,
  type OpenRequest,
  type ShownState,
  withCounted,
  withoutOpen,
  withOpen,
  withReceipt,
} from './clientChannel.ts'
export { changeOfTerms } from './changeOfTerms.ts'
export { type CachedPrefix, cachedTokens, prefixTexts, type SharedPrefix } from './cachedPrefix.ts'
export { answerHead, comparedPieces, headHashOf } from './checks/answerHead.ts'
export {
  type CheckedStanding,
  type Checker,
  type CheckResult,
  checkRule,
  type CheckStanding,
  checkStandings,
  standingOf,
} from './checks/checkStanding.ts'
export { type CheckOutcome, checkOutcomes, fewestOthers, judgeAnswers, type OwnedAnswer } from './checks/judgeAnswers.ts'
export { qualityOf, type ServiceQuality, type TimedResult } from './checks/serviceQuality.ts'
export { drawRerun } from './checks/drawRerun.ts'
export { drawsOf } from './checks/drawsOf.ts'
export { ownersOf } from './routing/ownersOf.ts'
export { type PlannedAsk, planCheck } from './checks/planCheck.ts'
export { type Prompts, questionOf } from './checks/questionOf.ts'
export { type DenyList, parseDenyList } from './deny/denyList.ts'
export {
  type AccusedAct,
  checkEvidence,
  type ClaimMeaning,
  type EvidenceReport,
  meaningOfClaim,
  type PieceProblem,
  provesAct,
  type ReceiptPair,
} from './evidence/checkEvidence.ts'
export { type EvidenceFile, readEvidence, readEvidenceLine, writeEvidence } from './evidence/evidenceFile.ts'
export { type ExpectedReceipt, type MostTokens, type ReceiptFault, receiptFault } from './checkReceipt.ts'
export {
  type AnswerFacts,
  costOf,
  mostOfStatus,
  mostPromptTokens,
  needOf,
  promptPrice,
  type PromptSize,
  stepAfter,
  type TokenUnits,
  usualPromptTokens,
} from './metering.ts'
export { mustSettle, settlesPerLock, type Unsettled } from './mustSettle.ts'
export { type OwedFigure, owedPath, readOwedFigure, writeOwedFigure } from './owedFigure.ts'
export { bytesOfHex, fromBase64Url, hexOfBytes, toBase64Url } from './packedFields.ts'
export { readClientChannel, writeClientChannel } from './paying/channelText.ts'
export { PayingChannel } from './paying/payingChannel.ts'
export type { ChannelEvidence, ChannelOnChain, ChannelSignatures, PayingParts, PayingRefusal } from './paying/payingParts.ts'
export { type ListRow, packListRows, packVoucherRows, type VoucherRow } from './packRows.ts'
export { hashReceipt, readReceipt, type Receipt, responseHash, type SignedReceipt, signReceipt, writeReceipt } from './receipts.ts'
export {
  readReleaseRequest,
  readSignedRelease,
  releasePath,
  type ReleaseRequest,
  type SignedRelease,
  writeSignedRelease,
} from './releaseBody.ts'
export { acceptSeq, emptyWindow, type SeqWindow, windowSize } from './seqWindow.ts'
export { type ClaimShares, shareClaim } from './shareClaim.ts'
export {
  type Candidate,
  type CheckedSpeed,
  type Measured,
  type PrivacyKind,
  privacyKinds,
  type VerificationKind,
  verificationKinds,
} from './routing/candidate.ts'
export { forwardBody, type RequestBody } from './routing/forwardBody.ts'
export {
  keyRequestSeconds,
  prepaidKeyText,
  prepaidPaths,
  priceWithMargin,
  readRouterTerms,
  type RouterTerms,
  routerTerms,
} from './routing/routerTerms.ts'
export { maskedReceipt } from './maskedReceipt.ts'
export { promptCharacters } from './routing/promptCharacters.ts'
export { mostTries, type Picked, type PickInput, pickServices } from './routing/pickServices.ts'
export { siteOf } from './routing/siteOf.ts'
export type { RequestNeed, RouteRefusal } from './routing/refuseCandidate.ts'
export { type PriceLimit, type RoutePreferences, type RouteSort, splitModelName, usualPreferences } from './routing/routePreferences.ts'
export { AnswerOpener } from './sealed/answerOpener.ts'
export { AnswerSealer } from './sealed/answerSealer.ts'
export { openRequest } from './sealed/openRequest.ts'
export { sealedTextBytes } from './sealed/sealedPart.ts'
export { type SealedRequest, sealRequest } from './sealed/sealRequest.ts'
export { type MachinePhase, type ScaledMachine, type ScaleEvent, scaleViewOf, type UseOfMachine, withScaleEvent } from './scaling/scaledMachines.ts'
export { type ScaleCommand, type ScaleLimits, scaleService, type ScaleView, type ServiceMachine } from './scaling/scaleService.ts'
export { isContext, isQuantization, isRegion, type Quantization, quantizations, type StatedFacts } from './statedFacts.ts'
export {
  type FileKind,
  type FileTerms,
  privacyOf,
  readFileTerms,
  readTerms,
  readTermsOfAnyKind,
  type ServiceTerms,
  startPriceOf,
  termsBytes,
  termsHash,
  usualStep,
} from './terms.ts'
export {
  costOfBytes,
  fetchPath,
  filePaths,
  mostFileBytes,
  type PageRequest,
  partPath,
  type PartRequest,
  readPageRequest,
  readPartRequest,
  sizeOfFileRequest,
} from './files/fileRequest.ts'
export { type AllowList, allowsHost, parseAllowList } from './files/allowList.ts'
export { type FetchedPage, mostHeadBytes, readFetchedPage, writeFetchedPage } from './files/fetchedPage.ts'
export { inG, inPToken, termsInG } from './termsInG.ts'
export {
  assetOf,
  type ChannelNames,
  channelOfVoucher,
  curveOfVoucher,
  messageOfVoucher,
  readVoucher,
  requestHash,
  type SentVoucher,
  type VoucherScheme,
  type SignedVoucher,
  writeVoucher,
} from './voucherHeader.ts'
export {
  countedTokens,
  type InferenceRequest,
  readAnswer,
  readInferenceRequest,
  usualOutputTokens,
  withNothingStored,
  withUsageAsked,
} from './inferenceBody.ts'
export { withImageData } from './remoteImages.ts'
export { type CountedItems, endsResponses } from './responsesAnswer.ts'
export { LineSplitter, payloadOf, type StreamLine } from './lineSplitter.ts'
export { pageHeaders, preflightHeaders } from './pageHeaders.ts'
export {
  candidatesPath,
  moreComment,
  mostAnswerBytes,
  mostHeader,
  mostRequestBytes,
  mostSealedAnswerBytes,
  paidPaths,
  paymentRequiredHeader,
  paymentResponseHeader,
  paymentSignatureHeader,
  receiptComment,
  receiptHeader,
  requestHeader,
  responsesPath,
  termsHeader,
  voucherHeader,
} from './wireNames.ts'
export { readHeaderJson, writeHeaderJson } from './x402/headerJson.ts'
export {
  type AskedPayment,
  mostOfRequest,
  type NamedRequest,
  paymentRequired,
  type PaymentRequirements,
  paymentScheme,
  paymentVersion,
  readAskedPayment,
} from './x402/paymentRequired.ts'
export { type PaymentOutcome, readPaymentOutcome, readPaymentSignature, writePaymentResponse } from './x402/paymentResponse.ts'
