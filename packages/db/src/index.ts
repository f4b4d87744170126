/** Reads and writes the tables of the database. Long because it lists every export of the package. */
export { countLiveLeases, type DeletedRows, deleteAccountRows, type AccountExport, readAccountExport, readAccountSettings } from './accounts.ts'
export { saveAccountSettings } from './accounts.ts'
export { type CalendarWordRow, listAllCalendarWords, listAllSessions, type ChainAccountRow, listChainAccounts } from './audit/chainRows.ts'
export { listLeaseRows, listStatementFaults, type StatementFault } from './audit/chainRows.ts'
export { listAllReservations, type ReservedRow, type OrderStateRow, listOrderStates, type SettlementStateRow } from './audit/bookRows.ts'
export { listSettlementStates } from './audit/bookRows.ts'
export { listOnItsWay } from './audit/listOnItsWay.ts'
export { emptyTables, insertTableRows, readIdentity, readTableRows, saveIdentity, seedRows } from './backup/tableRows.ts'
export { type BackupTable, listBackupTables, type BackupPosition, readBackupPosition, foldedTables, ownTables } from './backup/backupTables.ts'
export { secretTables } from './backup/backupTables.ts'
export { type OrderState, type BookOrderRow, insertBookOrders, type BidRest, saveBidRests, type BookOrderChange } from './book/bookOrders.ts'
export { updateBookOrders } from './book/bookOrders.ts'
export { deleteReservations, type ReservationRow, insertReservations, type ReservedAgain, reserveMatchesAgain } from './book/reservations.ts'
export { type GroupedMatch, groupSettlements, type SettlementRow, insertSettlements, type SettlementChange } from './book/settlements.ts'
export { type SettlementState, updateSettlements } from './book/settlements.ts'
export { saveBookAccount, saveBookNode } from './book/exclusions.ts'
export { type ClassRow, listClasses, type RegionRow, listRegions } from './catalogue.ts'
export { atOneMoment } from './client/atOneMoment.ts'
export type { Db, Listening } from './client/db.ts'
export { type HeldLock, holdLock, type LockArgs } from './client/holdLock.ts'
export { type AppendOnlyTable, lockForAppend, tryLock } from './client/advisoryLocks.ts'
export { type Channel, notify } from './client/notify.ts'
export { openDb } from './client/openDb.ts'
export type { Queryable } from './client/queryable.ts'
export { readDatabaseTime } from './client/readDatabaseTime.ts'
export { type ApiTokenRow, insertApiToken, listApiTokens, type NewApiToken, revokeApiToken, revokeTokensWithKeys } from './apiTokens.ts'
export { insertApiCommand, insertApiCommands, type NewApiCommand } from './apiCommands.ts'
export { type AdmittedLease, findAdmittedLease, listAdmittedLeases } from './connections/admittedLeases.ts'
export { closeConnection, type NewConnection, openConnection } from './connections/connections.ts'
export { findTerminalToken, type TerminalToken, insertTerminalToken } from './connections/terminalTokens.ts'
export { readHeadTime, type BlockRow, finalizeBlocks, insertBlocks, listUnfinalBlocks, type UnfinalBlock, readBlock } from './follower/blocks.ts'
export { readHeadBlock } from './follower/blocks.ts'
export { readLeaseState, type LeaseLogRow, listLeaseLogs, listLeasesOfCalendar, type CalendarLeaseRow, listNodeLeases } from './leases/leases.ts'
export { listOpenLeaseEnds, insertLeaseName } from './leases/leases.ts'
export { deleteStaleRows } from './deleteStaleRows.ts'
export { abandonArtefact, type ArtefactRow, deleteArtefact, findArtefact, findOwnArtefact, listArtefacts, banArtefact } from './artefacts.ts'
export { listOwnHashes, listPublicFiles, listArtefactsToRemove, markArtefactStored, postponeArtefactRemoval, removeArtefact } from './artefacts.ts'
export { keepEvidence, listPublicCopies, renewArtefact, reserveArtefact, type UnreadAccounts } from './artefacts.ts'
export { abandonIdleUploads, type ArtefactUploadRow, findArtefactUpload, giveUpArtefactPart, listArtefactParts } from './artefactUploads.ts'
export { listArtefactUploads, listPartsToRemove, markArtefactPartStored, removeArtefactPart, reserveArtefactPart } from './artefactUploads.ts'
export { startArtefactUpload } from './artefactUploads.ts'
export { deleteDiskSnapshot, deleteMoveCopy, type DiskSnapshotRow, findDiskSnapshot, insertDiskSnapshot } from './disk/diskSnapshots.ts'
export { type NewDiskSnapshot, listDiskSnapshots, readStoredBytes, failSilentSnapshots, listSnapshotsToRemove } from './disk/diskSnapshots.ts'
export { removeDiskSnapshot, type DiskSnapshotUpdate, updateDiskSnapshot, wasDiskSnapshotDeleted } from './disk/diskSnapshots.ts'
export { type DiskRestoreUpdate, type DiskRestoreRow, findDiskRestore, hasDiskRestore, saveDiskRestore } from './disk/diskRestores.ts'
export { takeBackDiskRestore, updateDiskRestore } from './disk/diskRestores.ts'
export { findLiveLease, type LiveLeaseRow } from './disk/leaseKey.ts'
export { type DiskTaskRow, listDiskTasks } from './disk/diskTasks.ts'
export { findEpochDocument, type EpochDocumentRow, insertEpochDocument, type EpochSignatureRow, insertEpochSignature } from './emission/epochs.ts'
export { findOtherSignature, listEpochSignatures } from './emission/epochs.ts'
export {
  areOutagesStored,
  freezeHour,
  type HourRecordRow,
  listHourRecords,
  listNodePlaces,
  type NodePlaceRow,
  noteNodeHours,
} from './emission/nodeHours.ts'
export { findMachineStatement, hasMachineStatements, hasUnknownNode, putMachineStatements } from './emission/machineStatements.ts'
export { listUnappliedStatements, type MachineStatementRow, type UnappliedStatementRow } from './emission/machineStatements.ts'
export {
  findAttestedRoot,
  findProofStatements,
  listWaitingProofRoots,
  markAttestedRoot,
  type ProofRootRow,
  type ProofStatementRow,
  putProofStatements,
} from './emission/proofStatements.ts'
export { type CreditSignatureRow, insertCreditSignature, listCreditSignatures } from './emission/creditSignatures.ts'
export { type ClosedLeaseRow, listClosedLeases } from './leases/closedLeases.ts'
export {
  type DueShare,
  type FailedShare,
  findFailedShare,
  findUnknownDeposit,
  insertShare,
  listShares,
  lockShares,
  readShares,
  replaceSharePayment,
  type ShareRow,
} from './faults/operatorShares.ts'
export { listOpenCredits, listSweptLeases, type OpenCreditRow } from './faults/openCredits.ts'
export { insertLossSignature, type LossSignatureRow, listLossSignatures, listOpenLosses, type OpenLossRow } from './emission/lossSignatures.ts'
export { type WatchedTopics, readTopicVersions } from './topicVersions.ts'
export { findPublicAccount, type PublicAccountRow } from './explorer/publicAccounts.ts'
export { findPublicLease, listPublicLeases, type PublicLeaseRow } from './explorer/publicLeases.ts'
export { type BlockCountsRow, findBlock, listBlocks } from './explorer/blocks.ts'
export { listSimulated } from './explorer/listSimulated.ts'
export { listMinedTransactions, type LogPlace, type MinedTransactionRow } from './explorer/minedTransactions.ts'
export { listNetworkAreas, type NetworkAreaRow, listNetworkNodes, type NetworkNodeFilter, type NetworkNodeRow } from './explorer/network.ts'
export { type ChainLogRow, insertChainLogs, listOrderLogs, type OrderLog } from './follower/chainLogs.ts'
export { dropBlocksAfter, pruneUndo, type ChainPosition, setUndoPosition } from './follower/undo.ts'
export { hasChainWork, lockCheckpoint, readCheckpoint, saveChainHealth, type Checkpoint, saveCheckpoint } from './follower/checkpoint.ts'
export { touchFollower } from './follower/checkpoint.ts'
export { type NewChainCommand, insertChainCommands, type SentCommand, listCommandsAfterBlock } from './follower/chainCommands.ts'
export {
  type CommandLag,
  listCommandLag,
  listSenderHealth,
  type SenderHealth,
  type EngineHealth,
  readEngineHealth,
  type ProcessLag,
  readProcessLag,
} from './health.ts'
export {
  type HoldState,
  type HoldRow,
  type HoldChange,
  findHold,
  insertHolds,
  listCountedHolds,
  listHolds,
  listLiveHolds,
  updateHolds,
} from './holds.ts'
export { type IdempotentAnswer, claimIdempotencyKey, releaseIdempotencyKey, saveIdempotentAnswer } from './idempotencyKeys.ts'
export { deleteBilling, drawInvoiceNumber, findInvoicePdf, insertInvoice, type InvoiceRow, listInvoices, type BillingRow } from './invoices.ts'
export { readBilling, saveBilling } from './invoices.ts'
export { acceptPairing, claimPairing, countOpenPairings, deleteCrowdedPairing, findPairing, insertPairing } from './pairings.ts'
export { type NewPairingRow, type PairingRow, refusePairing, revealPairing, storePairedPermission } from './pairings.ts'
export {
  countWaitingFleetRows,
  findAskNodeKey,
  findNewestFleetChange,
  insertFleetChange,
  listNodeSigning,
  listStoredSigning,
  type NodeSigningRow,
  listOwnedNodes,
  listWaitingFleetRows,
  readFleetProgress,
  saveFleetResults,
  saveNodeSigning,
} from './fleetChanges.ts'
export { deleteDelegateStatement, listDelegateNames, readDelegateStatement, saveDelegateStatement } from './delegateStatements.ts'
export { deleteModelDescription, listDescribedModels, readModelDescription, saveModelDescription } from './modelDescriptions.ts'
export { deleteModelRecord, listModelRecords, type ModelRecordRow, saveModelRecord } from './modelRecords.ts'
export { deleteSeller, readSeller, saveSeller, type SellerRow } from './sellers.ts'
export {
  findJournalHeadAt,
  hasJournalHash,
  insertJournalRows,
  type JournalCommandRow,
  type JournalRow,
  listJournalCommands,
  listJournalRows,
  listPublicJournalRows,
  type PublicJournalRow,
  readAnchorRoot,
  readJournalHead,
  readPublicJournalHead,
} from './journal/publicJournal.ts'
export { hasGenerations, insertGeneration, type JournalGeneration } from './journal/generations.ts'
export { journalGenesis, journalHash } from './journal/journalHash.ts'
export {
  findLeaseDetail,
  type LeaseDetailRow,
  type LeaseFilter,
  countAccountLeases,
  listAccountLeases,
  listNodeLeaseDetails,
} from './leases/leaseDetails.ts'
export { type RelayRow, findRelay, type LeaseRelayRow, listLeaseRelays, listStandingOrders, type StandingOrderRow } from './leases/leaseRelays.ts'
export { insertLostLeases, isLeaseLost, listLostLeases } from './leases/lostLeases.ts'
export { type BusyWordRow, listBusyWords, type ReservedHoursRow, listReservations, listUnfinalEnds } from './listings/reservedHours.ts'
export type { UnfinalEndRow } from './listings/reservedHours.ts'
export { type FleetNodeRow, listFleetNodes, type MarketNodeRow, listMarketNodes, listNodeIds, listNodesNamed } from './listings/marketNodes.ts'
export { type NamesOfNodes, listPriceHistory } from './listings/marketNodes.ts'
export { listPoolMachines, type PoolMachineRow } from './listings/poolMachines.ts'
export { type LeaseSpanRow, listLeaseSpans, listNodeHours, type NodeHourRow } from './listings/nodeUse.ts'
export { type AskedMail, askMailAddress, confirmMailAddress, deleteMailAddress, type MailSettingsRow } from './mail/mailAddresses.ts'
export { readMailSettings, setMailKinds, setMailLink, stopMail } from './mail/mailAddresses.ts'
export { claimMails, type DueMail, type MailLimits, listMailAttempts, type MailAttemptRow, type MailAttempt } from './mail/mailDeliveries.ts'
export { noteMailAttempt } from './mail/mailDeliveries.ts'
export { saveClockAhead, commandSources, type CommandSource, type Cursors, type NewCommand, listNewCommands, lockFence } from './matcher.ts'
export { raiseFence, readCursors, type MatcherStatus, readMatcherStatus, saveCursors, type NewMatcherStatus, saveMatcherStatus } from './matcher.ts'
export { touchMatcher, insertSkippedCommand, listSkippedCommands, type MarketGates, readMarketGates } from './matcher.ts'
export { advanceLeaseMove, type LeaseMoveStep, cancelLeaseMove, findLeaseMove, insertLeaseMove, type NewLeaseMove } from './moves/leaseMoves.ts'
export { type LeaseMoveRow, findLeaseMoveFacts, type LeaseMoveFacts, listLeaseMoves } from './moves/leaseMoves.ts'
export { firstLeaseOf, movedLeaseOf, switchLeaseNames } from './moves/movedLeases.ts'
export { findNodeKey, listNodeKeys, type LostNode, markLostNodes, markReturnedNodes, markSilentNodes, type Pulse, readPulse } from './nodes.ts'
export {
  cancelWindow,
  insertWindows,
  listWindowsOfNodes,
  listWindowsOfProvider,
  readWindowsRevision,
  type WindowRow,
  type WindowsFault,
} from './maintenanceWindows.ts'
export { type AgentLine, type NodeAgentRow, readNodeAgent, saveNodeAgent } from './nodeAgents.ts'
export { type HeartbeatRow, saveLostGpus, touchHeartbeats, type NodeProfile, readNodeReport, upsertNodeProfile, findNodeKeys } from './nodes.ts'
export { listNodeRecords, type NodeRecordRow, type NewNodeScore, saveNodeScores } from './nodeScores.ts'
export { type FinalSpan, noteChainEvents, readFinalSpan } from './notifications/noteChainEvents.ts'
export { listTierChanges, noteFailedProofs, noteTierChanges, type ProofNotification, type TierChange } from './notifications/noteMachines.ts'
export { type DisputeNotification, noteDisputes } from './notifications/noteDisputes.ts'
export { notePanels, type PanelNotification } from './notifications/notePanels.ts'
export { noteSlashes, type SlashNotification } from './notifications/noteSlashes.ts'
export { type EndedJob, noteEndedJob } from './notifications/noteJobs.ts'
export { markVoted, noteVotes, type VoteNotification } from './notifications/noteVotes.ts'
export { noteEndingLeases, noteFault, noteLostNode, noteMaintenance } from './notifications/leaseNotifications.ts'
export { noteReport, noteShare, noteSilentNodes } from './notifications/leaseNotifications.ts'
export { countNotifications, countUnread, listNotifications, type NotificationRow, markRead } from './notifications/notifications.ts'
export { type ApiCommandRow, findApiCommand, type Acceptance, readAcceptance, listAcceptedKeys, listValueRanked } from './orders/acceptedOrders.ts'
export { listOpenAsks, type OpenAsk, listLatestAsks, listNewestPublicAsks } from './orders/asks.ts'
export { findPrivateAsk, hasPrivateAsk, listPrivateAsks, type PrivateAskRow } from './orders/asks.ts'
export { listUsedNonces, type OrderNonce, type UsedNonce, nextNonces } from './orders/orderNonces.ts'
export { findOrder, type OrderProgressRow, findOrderProgress, countAccountOrders, listAccountOrders, type OrderFilter } from './orders/orders.ts'
export { listOrderMatches, type OrderMatchRow, type OrderRow } from './orders/orders.ts'
export { listAskStrikes, listStrikes, type StrikesAsked } from './orders/strikes.ts'
export { endLostStreams, hasLostStreams, listLiveStreams, openOrderStream, touchOrderStreams } from './orderStreams.ts'
export { ensureLeaseEndpoint, findLeaseEndpoint, type LeaseEndpoint, findPortToken, type PortToken, insertPortToken } from './ports.ts'
export { listPortTokens, revokePortToken } from './ports.ts'
export { type AccountChange, changeChainAccount, type StatementLine, insertStatementLine } from './projections/chainAccounts.ts'
export { type ChainClassRow, insertChainClass, insertChainRegion, updateReferencePrice } from './projections/chainCatalogue.ts'
export { type ChainNodeRow, insertChainNode, saveChainProvider, type ChainNodeChange, updateChainNode } from './projections/chainNodes.ts'
export { findChainSession, type ChainSessionRow, saveChainSession } from './projections/chainSessions.ts'
export { type ChannelRow, findChannel, saveChannel, settleChannels } from './projections/channels.ts'
export { type AllowanceRow, findAllowance, findPot, listAllowances, listPots, type PotRow, saveAllowance, savePot } from './projections/pots.ts'
export { type CheckAnswerRow, type CheckReportRow, type CheckResultRow, insertCheckReport } from './services/checkReports.ts'
export { listCheckAnswers, listCheckResults, listServiceOffers } from './services/checkReports.ts'
export { type ChannelDayRow, findListedService, hideService, listChannelDays, type ListedServiceRow, showService } from './services/services.ts'
export { listServiceCosts, listServiceSales } from './services/services.ts'
export { listModelUse, listPayerChannels, listServiceRows, type PayerChannelRow, type TimedPlace } from './services/services.ts'
export { findService, findServiceTerms, saveService, type ServiceRow } from './projections/services.ts'
export { type AccountRow, type BeforeImage, type FoldedRows, type FoldedTable, type WordRow, loadAccounts } from './projections/foldedRows.ts'
export { loadLeases, loadWords, saveFoldedRows } from './projections/foldedRows.ts'
export { getLeaseRow, type NewLease, insertLease, leaseColumns, type LeaseTermsColumns } from './projections/leases.ts'
export { type LeaseRow, type LeaseProgress, updateLease } from './projections/leases.ts'
export { clearBookRows, clearChainRows, listStoredLogs, type StoredLog } from './rebuild.ts'
export { findSameRelay, insertRelay, type NewRelay, type RelayBudget, readRelayStanding, type RelayStanding } from './relays/relays.ts'
export { findLastFaucetRelay } from './relays/relays.ts'
export {
  countPoolCalls,
  findPoolCall,
  findSamePoolCalls,
  insertPoolCalls,
  listProvidersOfKey,
  type NewPoolCall,
  type PoolCallRow,
} from './tasks/poolCalls.ts'
export { type ClusterMemberRow, listClusterMembers, listMeshPeers, type MeshPeerRow, saveMeshMember } from './leases/meshMembers.ts'
export {
  abandonTaskResult,
  findTaskResult,
  listProvidersOfNodes,
  listTaskResultsToRemove,
  markTaskResultStored,
  type NewTaskResult,
  postponeTaskResultRemoval,
  removeTaskResult,
  reserveTaskResult,
  type TaskResultRow,
} from './tasks/taskResults.ts'
export { listTaskKeys, saveTaskKey } from './tasks/taskKeys.ts'
export { findJob, insertJob, insertJobEvent, jobEventBytes, type JobRow, lockJob } from './tasks/jobs.ts'
export { type JobEventRow, listJobEvents, listJobsOf, listJobSteps, listOldDrafts, listOpenJobs } from './tasks/jobs.ts'
export {
  insertPoolSends,
  listWaitingPoolCalls,
  mostPoolTries,
  noteSkippedPoolCalls,
  poolCallHours,
  refusePoolCall,
  type WaitingPoolCall,
} from './worker/poolSends.ts'
export { type AlertSearch, claimAlertSearches, deleteSavedSearch, listSavedSearches, noteSearchFound, noteSearchSeen } from './savedSearches.ts'
export { type SavedSearchRow, setSearchAlerts, type NewSavedSearch, saveSearch } from './savedSearches.ts'
export { countOtherSealedSecrets, deleteOverSecrets, findSealedSecrets, mayHandInSecrets, noteSecretsRead, type SecretsRead } from './secrets.ts'
export { saveMovedSecrets, saveSealedSecrets, type SealedSecrets } from './secrets.ts'
export { findBidKey, isLeaseOfKey, listSessionKeys, type SessionKeyRow, listUncoveredBids, type UncoveredBidRow } from './sessionKeys.ts'
export { insertSessionBid, type SessionBidRow, type PromisedBy, readPromisedSpending } from './sessionKeys.ts'
export { isSessionNonceFree, consumeSessionNonce, findNodeSession, type SessionRow, findSession, findSessionNonce } from './sessions.ts'
export { insertNodeSession, insertSession, insertSessionNonce, revokeAccountSessions, listOpenSessions, revokeSession } from './sessions.ts'
export { answerProblemReport, closeProblemReport, findProblemReport, insertProblemReport } from './leases/problemReports.ts'
export { listLeaseReports, listProviderReports, type ProblemReportRow } from './leases/problemReports.ts'
export {
  listImageFaults,
  listLateFaults,
  listLostFaults,
  listMachineFaults,
  listProviderEnds,
  listWorkloadFaults,
  listUnreachableFaults,
} from './faults/faultCandidates.ts'
export {
  closeReachableFaults,
  type FaultRow,
  findFault,
  insertFault,
  insertFaultAnswer,
  listLeaseFaults,
  listNodeFaults,
  listProviderFaults,
  type NewFault,
} from './faults/faultRecords.ts'
export { type LeaseIncidentPart, saveLeaseIncidents, saveReboot } from './faults/leaseIncidents.ts'
export { findFunder } from './reviews/findFunder.ts'
export {
  appendReviewEntry,
  findReviewEntry,
  listReviewEntries,
  type NewReviewEntry,
  readReviewHead,
  removeReviewText,
  type ReviewEntryRow,
} from './reviews/reviewEntries.ts'
export { insertReviewHead, listReviewHeads, type ReviewHeadRow } from './reviews/reviewHeads.ts'
export { findShownReview, listReviewsAbout, listReviewsOfLease, type ReviewsAbout, type ReviewsListed } from './reviews/shownReviews.ts'
export { type ShownReviewRow, sumReviewsByAuthor } from './reviews/shownReviews.ts'
export { readRenterRecord, type RenterRecordRow } from './reviews/renterRecord.ts'
export { listProviderNames, type ProviderNameRow, type ProviderRecordRow, readProviderRecord } from './reviews/providerRecord.ts'
export { type AccessChangeRow, type LeaseAccessRow, listAccessChanges, saveLeaseAccess } from './leases/leaseAccess.ts'
export { deleteLeaseShare, findLeaseShare, listAccountSshKeys, listLeaseShares, listSharesOfGuest, lockLeaseShares } from './shares.ts'
export { putAccountSshKeys, putLeaseShare } from './shares.ts'
export { deleteSnapshots, findSnapshotName, insertSnapshot, listSnapshots, readSnapshotParts, type SnapshotRow } from './snapshots.ts'
export { addLeaseEnergy, type LeaseEnergyPart, type LeaseEnergyRow, readLeaseEnergy, type LeaseImagePart } from './telemetry/leaseReports.ts'
export { saveLeaseImages } from './telemetry/leaseReports.ts'
export {
  type NewTelemetryRow,
  type TelemetryRow,
  insertTelemetry,
  listLatestReadings,
  listMachineTelemetry,
  readMachineEnergy,
  type MachineReading,
} from './telemetry/readings.ts'
export { listLeaseTelemetry, deleteTelemetryBefore, type telemetryTables, rollUpTelemetry } from './telemetry/readings.ts'
export { type SentTransactionRow, findTransaction, type TransactionLogRow, listTransactionLogs } from './transactions.ts'
export {
  closeGatewayTunnels,
  closeTunnel,
  openTunnel,
  touchTunnels,
  listNodesWithTunnel,
  listTunnelDrops,
  listTunnelsAround,
  type TunnelDrop,
} from './tunnels.ts'
export {
  listNodeEarnings,
  type NodeEarnings,
  listSettledLeases,
  sumPaidShares,
  type SettledLeaseRow,
  type SettledOfNode,
  type SettledOfPeriod,
} from './wallet/earnings.ts'
export { type SettledSums, sumSettledByNode, sumSettledByPeriod, type EarningsRow, readEarnings } from './wallet/earnings.ts'
export { type StatementRow, listStatement, type FinalLineRow, type LinePlace, listFinalLines, readStatementSums } from './wallet/statement.ts'
export { type WalletRow, readWallet, type Funds, listFunds } from './wallet/wallet.ts'
export { claimDeliveries, type DueDelivery, insertTestDelivery, listWebhookAttempts, type WebhookAttemptRow } from './webhooks/webhookDeliveries.ts'
export { type Attempt, noteAttempt, resendDelivery } from './webhooks/webhookDeliveries.ts'
export { deleteWebhook, enableWebhook, insertWebhook, type NewWebhook, listWebhooks, type WebhookRow } from './webhooks/webhooks.ts'
export { listClaimableLeases, type DueExtension, listDueExtensions, listDueLeases, listLosses, type LossRow } from './worker/dueLeases.ts'
export {
  type NewRelayRow,
  listNewRelays,
  readWorkerCursor,
  saveWorkerCursor,
  hasDroppedRefusals,
  reopenRefusedRelays,
  reopenRelay,
} from './worker/newRelays.ts'
export { appendTransactionRaw, type NewTransaction, insertTransaction, listOpenTransactions, readNextNonce } from './worker/sentTransactions.ts'
export { countLostTransactions, findTransactionByNonce, type TransactionState, type TransactionPurpose } from './worker/sentTransactions.ts'
export { type TransactionRow, transactionColumns, type TransactionChange, updateTransaction, hasOpenTransaction } from './worker/sentTransactions.ts'
export { abandonSettlement, type UnsentSettlement, listUnsentSettlements, isVoidMatch, lockMatch } from './worker/unsentSettlements.ts'
export { type SenderRest, saveWorkerStatus, type WorkerStatus } from './worker/workerStatus.ts'
export { findWorkload, listKnownWorkloads, insertWorkload, listImageMisfits, type PinnedWorkload, isWorkloadLeasedTo } from './workloads.ts'
export {
  findProofCommit,
  findProofSlot,
  insertProofCall,
  insertProofCommit,
  insertProofReceipts,
  insertProofSlot,
  type ProofSlotRow,
} from './proofs/proofBoard.ts'
export { listProofCalls, listProofCommits, listProofReceipts } from './proofs/proofBoard.ts'
export {
  findProofOpening,
  insertProofOpening,
  listOverOpenings,
  readOpeningSpace,
  listProofOpenings,
  markOpeningRemoved,
} from './proofs/proofOpenings.ts'
export { findProver, listFailedProvers, listNodeSlots, notedFailure, type NodeSlotRow, type ProverRow } from './proofs/nodeProofs.ts'
export {
  findNetworkClaim,
  insertProbeReport,
  isProber,
  listNodeProbes,
  listProbeRecords,
  type ProbeRecordRow,
  type ProbeReportRow,
  type ReportedProbeRow,
} from './probes/probeReports.ts'
