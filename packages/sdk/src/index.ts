/** The public TypeScript client of Infinitio, for the browser and for Node. Long because it lists every export of the client. */
export {
  artefactLimits,
  bountyCategories,
  bountyFilters,
  type CandleIntervalName,
  candleIntervalNames,
  changedPrice,
  countryCodeOf,
  formatDuration,
  formatPt,
  parameterText,
  statementMessage,
  modelDescriptionMessage,
  isWeightsPath,
  type ModelRecord,
  modelRecordMessage,
  type WeightsFile,
  weightsPartBytes,
  weightsRootOf,
  idsMeant,
  type Named,
  errorTable,
  isErrorCode,
  type ListingSort,
  listingSorts,
  languages,
  isTemplateId,
  leaseAccessLimits,
  memoryOfRun,
  mostBytesOf,
  parseDuration,
  parsePt,
  unavailableCodes,
  parseRun,
  pieceLimits,
  pinImage,
  commitSecrets,
  isMoveOver,
  type Isolation,
  isolationLevels,
  isolationOf,
  isSecretName,
  openSecrets,
  sealSecrets,
  type Secrets,
  type SecretsProblem,
  secretsProblem,
  type PriceStep,
  type PriceWarning,
  priceWarning,
  type PricingRule,
  type PTokenUnits,
  pTokenUnits,
  immediateNames,
  type TimeInForceName,
  timeInForceNames,
  templateIds,
  type TemplateMachine,
  templateMisfit,
  templateOf,
  templateOfRun,
  textOfRun,
  type Run,
  runModels,
  runNameOf,
  runPrograms,
  runsImages,
  type FilterQuery,
  flagValue,
  type SearchField,
  type SearchFieldName,
  searchFieldRows,
  secondsOfQuery,
  searchFieldTexts,
  suggestRuns,
  type WorkloadTemplate,
} from '@infinitio/domain'
export type { PricingPlan } from '@infinitio/domain/wire'
export { type Client, createClient } from './createClient.ts'
export type { ClientOptions } from './calls/openTransport.ts'
export { type ApiRequest, createTransport, type Transport, type TransportOptions } from './transport/createTransport.ts'
export { InfinitioError } from './transport/InfinitioError.ts'
export {
  cancelAllOrders,
  cancelMaintenance,
  cancelMove,
  cancelOrder,
  closeAllSessions,
  closeSession,
  confirmMail,
  createApiToken,
  createNodeChallenge,
  createPortToken,
  checkProposalDraft,
  createSessionNonce,
  createTerminalToken,
  createWebhook,
  deleteAccount,
  deleteDelegateStatement,
  deleteModelDescription,
  deleteModelRecord,
  deleteArtefact,
  deleteBilling,
  deleteSeller,
  deleteMailSettings,
  deleteSavedSearch,
  deleteSnapshot,
  deleteWebhook,
  draftEnd,
  draftExtend,
  draftLease,
  enableWebhook,
  exportAccount,
  getAdvice,
  getAskDemand,
  getClassDemand,
  getMachine,
  getMachineTelemetry,
  getNodeProbes,
  getNodeProofs,
  getMaintenance,
  getModelDemand,
  getBilling,
  getSeller,
  getBlock,
  getBounty,
  getCarbon,
  getChain,
  getClasses,
  getCluster,
  getCommitment,
  getDelegate,
  getClosedLease,
  getDispute,
  getFillChance,
  getFinding,
  getFleetCalendar,
  getFleetChange,
  getFleetSigning,
  getGovern,
  getAccountGrants,
  getGovernAccount,
  getHealth,
  getHold,
  getHosting,
  getHostingAccount,
  getJournalBooks,
  getJournalHead,
  getLease,
  getLeaseDisk,
  getLeasePorts,
  getLeaseReceipt,
  getLeaseShares,
  getLeaseTelemetry,
  getListing,
  getListingMap,
  getMachineReliability,
  getMailSettings,
  getMarket,
  getMarketClass,
  getModel,
  getNetwork,
  getNodeAsks,
  getNodeChanges,
  putNodeSigning,
  sendNodeChangeResults,
  getNodeKeys,
  getNodeLeases,
  getNodeSecrets,
  getOrder,
  getOrderPlaces,
  getParameters,
  getProject,
  getProposal,
  getProvider,
  getProviderEarnings,
  getProviderStatement,
  getPublicAccount,
  getPublicLease,
  getRelay,
  getSession,
  getSettings,
  getSshKeys,
  getStarts,
  getStatement,
  getStatus,
  getTransaction,
  getTreasury,
  getVesting,
  getWallet,
  getWorkload,
  issueInvoice,
  listBlocks,
  listBounties,
  listCarbon,
  listClusters,
  listCommitments,
  listDelegates,
  getBatch,
  getPayer,
  getProviderTasks,
  getService,
  getTakers,
  listBatches,
  listServices,
  listDisputes,
  listFindings,
  listHolds,
  listInvoices,
  listLeases,
  listMailAttempts,
  listModels,
  listNetworkNodes,
  listNotifications,
  listOrders,
  listProjects,
  listProposals,
  listPublicLeases,
  listReceipts,
  listSavedSearches,
  listSessionKeys,
  listSnapshots,
  listTemplates,
  listTransactions,
  listWebhookAttempts,
  listWebhooks,
  markNotificationsRead,
  openNodeSession,
  openSession,
  placeHold,
  planMaintenance,
  placeOrder,
  placeOrders,
  placeRelay,
  answerFault,
  answerReport,
  closeReport,
  getPrivateListing,
  getPublicProvider,
  getPublicRenter,
  getReviewHead,
  listLeaseReviews,
  listNodeReviews,
  listProviderFaults,
  listProviderReviews,
  listProviders,
  listRenterReviews,
  listWrittenReviews,
  listReviewEntries,
  listReviewHeads,
  placeReview,
  placeReviewAnswer,
  listLeaseFaults,
  listLeaseReports,
  listNodeFaults,
  listProviderReports,
  putBilling,
  putSeller,
  reportProblem,
  putLeaseAccess,
  putDelegateStatement,
  putModelDescription,
  putModelRecord,
  putMailSettings,
  putNodeProfile,
  putRestore,
  putSealedSecrets,
  putSshKeys,
  putWorkload,
  releaseHold,
  reportRestore,
  reportSnapshot,
  requestFaucet,
  resendDelivery,
  revokeApiToken,
  revokePortToken,
  saveSearch,
  saveSettings,
  searchExplorer,
  parseSearch,
  listArtefacts,
  searchListings,
  seeSearch,
  sendAgentReport,
  sendHeartbeat,
  sendSecretsRead,
  sendTelemetry,
  setSearchAlerts,
  shareLease,
  simulateProposal,
  stopMail,
  testWebhook,
  unshareLease,
} from './generated/calls.ts'
export { getProviderKey } from './account/getProviderKey.ts'
export { getVoterKey } from './account/getVoterKey.ts'
export type { LocalAccess } from './account/localAccess.ts'
export { leasesCsv } from './leases/leasesCsv.ts'
export { payoutsCsv } from './provider/payoutsCsv.ts'
export { openProviderStatement, wholeProviderStatement } from './provider/providerStatement.ts'
export { statementCsv, wholeStatement } from './account/statement.ts'
export { forwardDevelopmentTime, getDevelopmentTime } from './account/developmentTime.ts'
export { placeManyOrders, replaceOrder } from './orders/placeManyOrders.ts'
export { waitForHold, waitForOrder } from './orders/waitForOrder.ts'
export { type ApiKey, apiKeyText, newApiKey, readApiKey } from './session-keys/apiKey.ts'
export { sessionAmount } from './session-keys/sessionAmount.ts'
export { exitCodeOf, refusal } from './transport/refusal.ts'
export { everyItem, type Page } from './transport/everyItem.ts'
export { mapAtMost } from './transport/mapAtMost.ts'
export { patiently } from './transport/patiently.ts'
export { waitUntil } from './transport/waitUntil.ts'
export { watchEvents, watchNodeEvents, watchOrders } from './events/watchEvents.ts'
export { readEventStream, type StreamEvent, type StreamWatcher, watchStream } from './events/watchStream.ts'
export { type ModelQuote, quoteModel } from './governance/models.ts'
export { parameterName } from './governance/parameterName.ts'
export { readJournal, verifyJournalHead } from './journal/readJournal.ts'
export type { FileEntry, FileFacts, FileKind } from './files/fileEntry.ts'
export type { LeaseFiles } from './files/leaseFiles.ts'
export { openLeaseFiles } from './files/openLeaseFiles.ts'
export { type LogSearch, openLogSearch } from './leases/openLogSearch.ts'
export { type ExtendingAsk, type ExtensionPrice, latestEndOf, longestLeaseSeconds, priceExtension } from './leases/longestLeaseSeconds.ts'
export { type LeastPayment, leastPayment, type LeastPaymentInput } from './leases/leastPayment.ts'
export { type AutoExtendable, type AutoExtendPlan, type AutoExtendProblem, planAutoExtend } from './leases/planAutoExtend.ts'
export { type AccessChange, changeLeaseAccess, signLeaseAccess } from './leases/changeLeaseAccess.ts'
export { end, type EndRequest } from './leases/endLease.ts'
export { extend, type ExtendedLease, type ExtendRequest } from './leases/extendLease.ts'
export { waitForRelay } from './relays/waitForRelay.ts'
export { rent, type RentedLease, type RentRequest } from './leases/rentMachine.ts'
export { openInvoice } from './leases/openInvoice.ts'
export { type FitNames, type FitPage, type FitQuery, whyNothingFits } from './leases/whyNothingFits.ts'
export { rayDashboardPort, type RayMember, rayScript, rayVersion } from './leases/rayScript.ts'
export type { ApprovalPlan } from './pool/approveJob.ts'
export type { JobFollowing } from './jobs/followJob.ts'
export { type JobPrice, type JobSubmission, submitJob } from './jobs/submitJob.ts'
export { cancelJob } from './jobs/cancelJob.ts'
export { download, type JobDownload, waitJob } from './jobs/waitJob.ts'
export { signInNodes, type NodeSigner } from './session/signInNodes.ts'
export { changedBid, type FeesNow, type OrderChange, signChangedOrder } from './orders/changedBid.ts'
export { buildAsk, signAsk } from './orders/buildAsk.ts'
export { buildBid, signBid } from './orders/buildBid.ts'
export { buildMandate, type SignedMandate, signMandate } from './orders/buildMandate.ts'
export { buildOpenBid, type OpenBid } from './orders/buildOpenBid.ts'
export { newWorkload, withSecrets } from './orders/newWorkload.ts'
export { type AccountMessage, signAccountMessage } from './account/signAccountMessage.ts'
export { type AutoExtendArgs, signAutoExtend } from './leases/signAutoExtend.ts'
export {
  type EndForm,
  type ExtendForm,
  extendFormOf,
  endFormOf,
  isNoShow,
  signCancelLease,
  type SignedLease,
  signEnd,
  signEndByProvider,
  signEndOrCancel,
  signExtend,
  signNoShow,
  signReady,
  signTransferLease,
} from './leases/leaseMessages.ts'
export { signCancelOrder } from './orders/signCancelOrder.ts'
export { type DepositArgs, signDeposit } from './account/signDeposit.ts'
export { hashOfBid } from './orders/hashOfBid.ts'
export { bidFromText, bidToText, isLostLease, refillBid } from './orders/refillBid.ts'
export { signingDomainOf, signTypedData, type TypedDataSigner } from './signing/signTypedData.ts'
export { beginWithSnapshot, createSnapshot, sealForMachine, signSnapshotOrder } from './snapshots/beginWithSnapshot.ts'
export { openArtefact, putArtefact } from './artefacts/artefacts.ts'
export { deleteFile } from './artefacts/deleteFile.ts'
export { allBytes, type OpenedFile, openFile } from './artefacts/openFile.ts'
export { type FileUpload, uploadFile } from './artefacts/uploadFile.ts'
export { type ArtefactUpload, putArtefactPart, uploadArtefact, type UploadProgress } from './artefacts/uploadArtefact.ts'
export { type MachinePart, openMachinePart, placeMachinePart, putMachinePart } from './snapshots/machineParts.ts'
export type { MovePlan } from './moves/movePlan.ts'
export { planMove, planMoves } from './moves/planMoves.ts'
export { startMove, waitForMove } from './moves/startMove.ts'
export { type SnapshotMisfit, snapshotMisfit } from './snapshots/snapshotMisfit.ts'
export { type SnapshotKey, snapshotKeyOf } from './snapshots/snapshotKeyOf.ts'
export { verifyReceipt } from './orders/verifyReceipt.ts'
export { answerReview, reviewLease, signReview, signReviewAnswer } from './reviews/reviewLease.ts'
export { readReviewHeads, readReviewList } from './reviews/readReviewList.ts'
export { type ReviewEvidence, type ReviewReport, verifyReviews } from './reviews/verifyReviews.ts'
export { changeFleet, signFleetChange } from './fleet/changeFleet.ts'
export { type FleetPlan, type FleetPlanNode, fleetRowsOf, planFleetChange, type WalletReason, type WantedChange } from './fleet/planFleetChange.ts'
export { changePrices, type PriceChange, type PriceVerdict } from './pricing/changePrices.ts'
export { giveMandate, type GivenMandate } from './pricing/giveMandate.ts'
export { isMandateSigned, readSignedMandate } from './pricing/signedMandate.ts'
export {
  othersOffers,
  ownUse,
  type PlannedMarket,
  type PlannedNode,
  type PlannedPrice,
  planPrices,
  planUnderMandate,
  pricingStateOf,
} from './pricing/planPrices.ts'
export { type MandatedMarket, readMandatedMarket } from './pricing/readMandatedMarket.ts'
export { readPricingPlan } from './pricing/readPricingPlan.ts'
export { type NodeRegistration, registerNodes } from './provider/registerNodes.ts'
export { isAskNonceCancelled } from './provider/isAskNonceCancelled.ts'
export { type ContractVerdict, isSignedBy, judgeContractSignature, readBlockSeconds } from './provider/isSignedBy.ts'
export { readGatewayKey } from './provider/readGatewayKey.ts'
export { type LeaseOnChain, readLeasesOnChain } from './provider/readLeasesOnChain.ts'
export { readNodeRecords, type NodeRecord } from './provider/readNodeRecords.ts'
export { type ProviderBond, readProviderBond } from './provider/readProviderBond.ts'
export { type NodeFarewell, retireNode } from './provider/retireNode.ts'
export { supportProviders, type ProviderSupport } from './provider/supportProviders.ts'
export { deriveSecretsSalt, newSecretsSalt } from './secrets/secretsSalt.ts'
export { handInSecrets } from './secrets/handInSecrets.ts'
export { signIn, type MessageSigner } from './session/signIn.ts'
