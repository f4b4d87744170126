/** The door of the wire shapes: every request and response of the public API, as zod schemas with their inferred types. Long because it lists all of them. */
export {
  type LeasePortsWire,
  leasePortsWire,
  type PortTokenRequestWire,
  type PortTokenWire,
  portTokenRequestWire,
  portTokenWire,
} from './leasePorts.ts'
export {
  accountSshKeysWire,
  type AccountSshKeysWire,
  leaseShareRequestWire,
  type LeaseShareRequestWire,
  leaseSharesWire,
  type LeaseSharesWire,
  type ShareRightWire,
} from './leaseShares.ts'
export { logHitsWire, type LogHitsWire, type LogHitWire, logPartWire, type LogPartWire } from './logSearch.ts'
export { logQuestionWire, type LogQuestionWire, logSearchWire, type LogSearchWire } from './logSearch.ts'
export { askWire, type AskWire } from './ask.ts'
export { askDemandAnswerWire, type AskDemandAnswerWire, askDemandQueryWire, type AskDemandWire, type AskExclusion } from './askDemand.ts'
export { askFromWire, askToWire } from './askConversion.ts'
export { settleTermsFromWire, settleTermsToWire, type SettleTermsWire } from './settleTermsConversion.ts'
export { bidWire, type BidWire } from './bid.ts'
export { bidFromWire, bidToWire } from './bidConversion.ts'
export { catalogueWire, gpuClassWire, regionWire, type CatalogueWire, type GpuClassWire, type RegionWire } from './catalogue.ts'
export {
  addressesWire,
  chainWire,
  faucetRequestWire,
  faucetWire,
  type DevelopmentTimeWire,
  developmentTimeWire,
  type ForwardTimeWire,
  forwardTimeWire,
  gatewayWire,
  providerKeyWire,
  rpcRequestWire,
  type AddressesWire,
  type ChainWire,
  type FaucetRequestWire,
  type FaucetWire,
  type GatewayWire,
  type ProviderKeyWire,
  type RpcRequestWire,
} from './chain.ts'
export {
  bountiesQueryWire,
  type BountiesQueryWire,
  bountiesWire,
  type BountiesWire,
  bountyFilters,
  type BountyItemWire,
  bountyStates,
  bountyWire,
  type BountyWire,
} from './bounties.ts'
export {
  type ProjectItemWire,
  projectEnds,
  projectsQueryWire,
  type ProjectsQueryWire,
  projectStates,
  projectsWire,
  type ProjectsWire,
  projectWire,
  type ProjectWire,
} from './projects.ts'
export {
  type CommitmentItemWire,
  commitmentsQueryWire,
  type CommitmentsQueryWire,
  commitmentStates,
  commitmentsWire,
  type CommitmentsWire,
  commitmentWire,
  type CommitmentWire,
} from './commitments.ts'
export {
  type ModelItemWire,
  modelsQueryWire,
  type ModelsQueryWire,
  modelsWire,
  type ModelsWire,
  modelWire,
  type ModelWire,
} from './models.ts'
export {
  carbonProofWire,
  carbonQueryWire,
  carbonWire,
  type CarbonFilingWire,
  type CarbonProofWire,
  type CarbonQueryWire,
  type CarbonWire,
} from './carbon.ts'
export {
  delegatesQueryWire,
  delegatesWire,
  delegateWire,
  vestingWire,
  type DelegatesQueryWire,
  type DelegatesWire,
  type DelegateWire,
  type VestingWire,
} from './delegates.ts'
export { effectWire, simulationWire, type EffectWire, type SimulationWire } from './effects.ts'
export { parametersWire, type ParametersWire } from './parameters.ts'
export {
  proposalDetailWire,
  proposalsQueryWire,
  proposalsWire,
  type ProposalDetailWire,
  type ProposalsQueryWire,
  type ProposalsWire,
  type ProposalWire,
} from './proposals.ts'
export {
  boardWire,
  type BoardWire,
  type EmissionAccountWire,
  emissionAccountWire,
  type EmissionWire,
  emissionWire,
  type EpochDocumentWire,
  epochDocumentWire,
  epochStates,
  type EpochTermsWire,
  epochTermsWire,
  type HourRecordsWire,
  hourRecordsWire,
  hoursQueryWire,
  type LossesWire,
  lossesWire,
  type PostEpochWire,
  postEpochWire,
  type PostLossWire,
  postLossWire,
  type PostRootWire,
  postRootWire,
  type RootsWire,
  rootsWire,
  type StatementWire,
  statementWire,
} from './emission.ts'
export { mostSponsors, type ProgrammesWire, type ProgrammeWire, programmesWire, programmeWire } from './programmes.ts'
export {
  governAccountWire,
  governWire,
  type GovernAccountWire,
  type GovernWire,
} from './govern.ts'
export {
  blockParamsWire,
  blocksQueryWire,
  blocksWire,
  blockWire,
  explorerHitsWire,
  explorerSearchQueryWire,
  minedTransactionsQueryWire,
  minedTransactionsWire,
  networkNodesQueryWire,
  networkNodesWire,
  networkWire,
  publicAccountWire,
  publicLeasesQueryWire,
  publicLeasesWire,
  publicLeaseWire,
  type BlocksQueryWire,
  type BlocksWire,
  type BlockWire,
  type ExplorerHitsWire,
  type MinedTransactionsQueryWire,
  type MinedTransactionsWire,
  type MinedTransactionWire,
  type NetworkNodesQueryWire,
  type NetworkNodesWire,
  type NetworkNodeWire,
  type NetworkWire,
  type PublicAccountWire,
  type PublicLeasesQueryWire,
  type PublicLeasesWire,
  type PublicLeaseWire,
} from './explorer.ts'
export { eventTopicsWire, eventWire, type EventWire } from './events.ts'
export { healthWire, type HealthWire } from './health.ts'
export { holdWire, placeHoldWire, type HoldWire, type PlaceHoldWire } from './holds.ts'
export {
  journalBooksWire,
  journalHeadWire,
  journalQueryWire,
  journalRowWire,
  mostJournalRows,
  type JournalBooksWire,
  type JournalHeadWire,
  type JournalQueryWire,
  type JournalRowWire,
} from './journal.ts'
export { journalHeadText } from './journalHeadText.ts'
export { leaseTermsWire, type LeaseTermsWire } from './leaseTerms.ts'
export { leaseTermsFromWire, leaseTermsToWire } from './leaseTermsConversion.ts'
export { leaseEventWire, type LeaseEventDetailWire, type LeaseEventWire } from './leaseEvents.ts'
export {
  endReasonWire,
  leasePageWire,
  leaseReceiptWire,
  leaseWire,
  terminalTokenRequestWire,
  terminalTokenWire,
  type EndReasonWire,
  type LeasePageWire,
  type LeaseReceiptWire,
  type LeaseWire,
  type TerminalTokenRequestWire,
  type TerminalTokenWire,
} from './leases.ts'
export {
  facetsWire,
  listingDetailWire,
  listingPageWire,
  runNeedsWire,
  type RunNeedsWire,
  listingQueryWire,
  listingWire,
  type FacetsWire,
  type ListingDetailWire,
  type ListingPageWire,
  type ListingQuery,
  type ListingQueryWire,
  type ListingWire,
  listingMapWire,
  type ListingMapQuery,
  type ListingMapQueryWire,
  type ListingMapWire,
  type MapBox,
  startsQueryWire,
  startsWire,
  type StartsQuery,
  type StartsQueryWire,
  type StartsWire,
} from './listings.ts'
export {
  billingWire,
  invoiceNumber,
  invoiceWire,
  issueInvoiceQueryWire,
  invoicesWire,
  putBillingWire,
  type BillingWire,
  type InvoicesWire,
  type InvoiceWire,
  type PutBillingWire,
} from './invoices.ts'
export {
  confirmMailWire,
  mailAttemptsWire,
  mailAttemptWire,
  mailSettingsWire,
  putMailWire,
  stopMailParams,
  type MailAttemptsWire,
  type MailSettingsWire,
  type PutMailWire,
} from './mail.ts'
export {
  createWebhookWire,
  deliveryWire,
  webhookAttemptsWire,
  webhookAttemptWire,
  webhookCreatedWire,
  webhooksWire,
  webhookWire,
  type CreateWebhookWire,
  type DeliveryWire,
  type WebhookAttemptsWire,
  type WebhookAttemptWire,
  type WebhookCreatedWire,
  type WebhooksWire,
  type WebhookWire,
} from './webhooks.ts'
export {
  markReadWire,
  notificationsQueryWire,
  notificationsWire,
  notificationWire,
  type NotificationsQueryWire,
  type NotificationsWire,
  type NotificationWire,
} from './notifications.ts'
export {
  accountSettingsWire,
  saveSettingsWire,
  settingsWire,
  type AccountSettingsWire,
  type SaveSettingsWire,
  type SettingsWire,
} from './settings.ts'
export {
  savedQueryWire,
  savedSearchesWire,
  savedSearchWire,
  saveSearchWire,
  searchAlertsWire,
  searchSavedWire,
  type SavedQuery,
  type SavedQueryWire,
  type SavedSearchesWire,
  type SavedSearchWire,
  type SearchSavedWire,
} from './savedSearches.ts'
export {
  candleSeconds,
  type CandleIntervalName,
  type CandleWire,
  type MarketClassQuery,
  type MarketClassQueryWire,
  type MarketClassWire,
  type MarketDetailWire,
  type PriceForecastWire,
  type MarketFiguresWire,
  type MarketQueryWire,
  type MarketWire,
  marketClassParamsWire,
  marketClassQueryWire,
  marketDetailWire,
  marketFiguresWire,
  marketQueryWire,
  marketWire,
  type TradeWire,
  type FillChanceQuery,
  type FillChanceQueryWire,
  type FillChanceWire,
  fillChanceQueryWire,
  fillChanceWire,
} from './marketData.ts'
export { gpuReadingWire, leaseEnergyWire, type GpuReadingWire, type LeaseEnergyWire } from './energy.ts'
export { type LeaseAutoExtendWire, leaseAutoExtendWire } from './leaseAutoExtend.ts'
export { leaseImageReportWire, type LeaseImageReportWire, type LeaseImageWire, leaseImageWire } from './leaseImage.ts'
export { mandateWire, type MandateWire } from './mandate.ts'
export { mandateFromWire, mandateToWire } from './mandateConversion.ts'
export { nodeSessionText } from './nodeSessionText.ts'
export {
  heartbeatAnswerWire,
  heartbeatWire,
  nodeChallengeWire,
  lostLeaseWire,
  nodeAsksWire,
  nodeLeaseWire,
  nodeLeasesWire,
  nodeProfileWire,
  nodeSessionRequestWire,
  nodeSessionWire,
  telemetryReportWire,
  telemetryQueryWire,
  telemetrySampleWire,
  telemetryWire,
  type HeartbeatAnswerWire,
  type HeartbeatWire,
  type NodeChallengeWire,
  type LostLeaseWire,
  type NodeLeaseWire,
  type NodeAsksWire,
  type NodeLeasesWire,
  type NodeProfileWire,
  type NodeSessionRequestWire,
  type NodeSessionWire,
  type SigningTroubleWire,
  type TelemetryReportWire,
  type TelemetrySampleWire,
  type TelemetryWire,
} from './nodes.ts'
export {
  orderMatchWire,
  type OrderMatchWire,
  ordersCancelledWire,
  type OrdersCancelledWire,
  cancelOrderWire,
  mostOrdersAtOnce,
  mostOrdersCounted,
  orderAcceptedWire,
  orderPageWire,
  orderPlacesWire,
  orderReceiptsWire,
  orderReceiptWire,
  ordersPlacedWire,
  orderVerdictWire,
  orderWire,
  phaseWire,
  placeOrdersWire,
  placeOrderWire,
  type CancelOrderWire,
  type OrderAcceptedWire,
  type OrderPageWire,
  type OrderPlacesWire,
  type OrderPlaceWire,
  type OrderReceiptsWire,
  type OrderReceiptWire,
  type OrdersPlacedWire,
  type OrderVerdictWire,
  type OrderWire,
  type PhaseWire,
  type PlaceOrdersWire,
  type PlaceOrderWire,
} from './orders.ts'
export { pricingRuleWire, type PricingRuleWire, weekDays } from './pricing.ts'
export { type PricingPlan, pricingPlanFromWire } from './pricingConversion.ts'
export { problemWire, type ProblemWire } from './problem.ts'
export { fleetCalendarQueryWire, fleetCalendarWire, type FleetCalendarWire } from './fleetCalendar.ts'
export {
  type EarningsBy,
  earningsByWire,
  type ProviderEarningsWire,
  type ProviderStatementQuery,
  type ProviderStatementWire,
  providerEarningsWire,
  providerStatementQueryWire,
  providerStatementWire,
  type SettledSumsWire,
  type StatementLeaseWire,
} from './providerEarnings.ts'
export { providerAlertWire, providerCheckWire, providerNodeWire, providerWire } from './provider.ts'
export type { ProviderAlertWire, ProviderCheckWire, ProviderNodeWire, ProviderWire } from './provider.ts'
export { receiptText } from './receiptText.ts'
export { proveReceipts, receiptSignedText, receiptsText } from './receiptTree.ts'
export {
  leaseRelayKind,
  relayKind,
  relayAcceptedWire,
  relayRequestWire,
  relayWire,
  type RelayAcceptedWire,
  type RelayRequestWire,
  type RelayWire,
} from './relays.ts'
export {
  address,
  bps,
  errorCode,
  hex32,
  leaseId,
  queryInt,
  signature,
  signedAmount,
  text,
  uint128,
  uint16,
  uint256,
  uint32,
  uint40,
  uint64,
  uint8,
  uint96,
  uintString,
  uuid,
} from './scalars.ts'
export {
  currentSessionWire,
  sessionNonceWire,
  sessionWire,
  signInWire,
  type CurrentSessionWire,
  type SessionNonceWire,
  type SessionWire,
  type SignInWire,
} from './session.ts'
export {
  leaseDiskTaskWire,
  leaseDiskWire,
  moveAcceptedWire,
  moveRequestWire,
  moveWire,
  partAddressWire,
  partRequestWire,
  restoreReportWire,
  restoreRequestWire,
  restoreWire,
  sealedKeyWire,
  snapshotAcceptedWire,
  snapshotListWire,
  snapshotOrderWire,
  snapshotReportWire,
  snapshotWire,
  type LeaseDiskTaskWire,
  type LeaseDiskWire,
  type MoveAcceptedWire,
  type MoveRequestWire,
  type MoveWire,
  type PartAddressWire,
  type PartRequestWire,
  type RestoreReportWire,
  type RestoreRequestWire,
  type RestoreWire,
  type SealedKeyWire,
  type SnapshotAcceptedWire,
  type SnapshotListWire,
  type SnapshotOrderWire,
  type SnapshotReportWire,
  type SnapshotWire,
} from './snapshots.ts'
export { statusWire, type StatusWire } from './status.ts'
export { signInMessage } from './signInMessage.ts'
export { transactionWire, type TransactionWire } from './transactionWire.ts'
export { treasuryWire, type TreasuryWire } from './treasury.ts'
export { statementLineWire, type StatementLineWire, type WalletWire, walletWire } from './wallet.ts'
export {
  type LeaseSecretsWire,
  leaseSecretsWire,
  type NodeKeysWire,
  type NodeSecretsWire,
  nodeKeysWire,
  nodeSecretsWire,
  type SealedSecretsWire,
  type SecretsReadWire,
  sealedSecretsWire,
  secretsReadWire,
} from './sealedSecrets.ts'
export { workloadFromWire } from './workloadFromWire.ts'
export { type WorkloadPutWire, type WorkloadWire, workloadPutWire, workloadWire } from './workloads.ts'
export { accountDeletedWire, type AccountDeletedWire, accountExportWire, type AccountExportWire } from './account.ts'
export { type SessionKeysWire, sessionKeysWire, type SessionKeyWire, sessionKeyWire } from './sessionKeys.ts'
export {
  type AccountStatementLineWire,
  type AccountStatementQuery,
  accountStatementQueryWire,
  type AccountStatementWire,
  accountStatementWire,
} from './accountStatement.ts'
