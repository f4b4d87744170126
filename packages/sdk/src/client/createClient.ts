import { createTransport, type Transport, type TransportOptions } from './createTransport.ts'
import { deleteAccount } from '../account/deleteAccount.ts'
import { exportAccount } from '../account/exportAccount.ts'
import { getSshKeys } from '../account/getSshKeys.ts'
import { putSshKeys } from '../account/putSshKeys.ts'
import { getAskDemand } from '../account/getAskDemand.ts'
import { getFleetCalendar } from '../account/getFleetCalendar.ts'
import { getProvider } from '../account/getProvider.ts'
import { getProviderEarnings } from '../account/getProviderEarnings.ts'
import { getProviderKey } from '../account/getProviderKey.ts'
import { getProviderStatement } from '../account/getProviderStatement.ts'
import { getStatement } from '../account/getStatement.ts'
import { wholeStatement } from '../account/wholeStatement.ts'
import { getSettings } from '../account/getSettings.ts'
import { getWallet } from '../account/getWallet.ts'
import { forwardDevelopmentTime, getDevelopmentTime } from '../account/developmentTime.ts'
import { requestFaucet } from '../account/requestFaucet.ts'
import { saveSettings } from '../account/saveSettings.ts'
import { cancelAllOrders } from '../bookings/cancelAllOrders.ts'
import { cancelOrder } from '../bookings/cancelOrder.ts'
import { getHold } from '../bookings/getHold.ts'
import { getOrder } from '../bookings/getOrder.ts'
import { getWorkload } from '../bookings/getWorkload.ts'
import { getOrderPlaces } from '../bookings/getOrderPlaces.ts'
import { listReceipts } from '../bookings/listReceipts.ts'
import { listOrders } from '../bookings/listOrders.ts'
import { placeHold } from '../bookings/placeHold.ts'
import { placeOrder } from '../bookings/placeOrder.ts'
import { placeOrders } from '../bookings/placeOrders.ts'
import { putWorkload } from '../bookings/putWorkload.ts'
import { releaseHold } from '../bookings/releaseHold.ts'
import { replaceOrder } from '../bookings/replaceOrder.ts'
import { getBlock } from '../explorer/getBlock.ts'
import { getNetwork } from '../explorer/getNetwork.ts'
import { getPublicAccount } from '../explorer/getPublicAccount.ts'
import { getPublicLease } from '../explorer/getPublicLease.ts'
import { listBlocks } from '../explorer/listBlocks.ts'
import { listNetworkNodes } from '../explorer/listNetworkNodes.ts'
import { listPublicLeases } from '../explorer/listPublicLeases.ts'
import { listTransactions } from '../explorer/listTransactions.ts'
import { searchExplorer } from '../explorer/searchExplorer.ts'
import { getDelegate } from '../governance/getDelegate.ts'
import { getGovern } from '../governance/getGovern.ts'
import { getGovernAccount } from '../governance/getGovernAccount.ts'
import { getParameters } from '../governance/getParameters.ts'
import { getTreasury } from '../governance/getTreasury.ts'
import { getProposal } from '../governance/getProposal.ts'
import { getVesting } from '../governance/getVesting.ts'
import { listDelegates } from '../governance/listDelegates.ts'
import { getBounty, listBounties } from '../governance/bounties.ts'
import { getCommitment, listCommitments } from '../commitments/commitments.ts'
import { getModel, listModels } from '../governance/models.ts'
import { getProject, listProjects } from '../governance/projects.ts'
import { getCarbon, listCarbon } from '../governance/carbon.ts'
import { listProposals } from '../governance/listProposals.ts'
import { simulateProposal } from '../governance/simulateProposal.ts'
import { getJournalBooks } from '../journal/getJournalBooks.ts'
import { getJournalHead } from '../journal/getJournalHead.ts'
import { readJournal } from '../journal/readJournal.ts'
import { getLeaseShares } from '../leases/getLeaseShares.ts'
import { shareLease } from '../leases/shareLease.ts'
import { unshareLease } from '../leases/unshareLease.ts'
import { openLeaseFiles } from '../files/openLeaseFiles.ts'
import { openLogSearch } from '../logs/openLogSearch.ts'
import { createPortToken } from '../leases/createPortToken.ts'
import { createTerminalToken } from '../leases/createTerminalToken.ts'
import { getLease } from '../leases/getLease.ts'
import { getLeasePorts } from '../leases/getLeasePorts.ts'
import { getLeaseReceipt } from '../leases/getLeaseReceipt.ts'
import { getLeaseTelemetry } from '../leases/getLeaseTelemetry.ts'
import { getRelay } from '../leases/getRelay.ts'
import { listLeases } from '../leases/listLeases.ts'
import { placeRelay } from '../leases/placeRelay.ts'
import { revokePortToken } from '../leases/revokePortToken.ts'
import { getChain } from '../market/getChain.ts'
import { getClasses } from '../market/getClasses.ts'
import { getHealth } from '../market/getHealth.ts'
import { getMarket } from '../market/getMarket.ts'
import { getFillChance } from '../market/getFillChance.ts'
import { getMarketClass } from '../market/getMarketClass.ts'
import { getStatus } from '../market/getStatus.ts'
import { getListing } from '../market/getListing.ts'
import { getListingMap } from '../market/getListingMap.ts'
import { getTransaction } from '../market/getTransaction.ts'
import { createWebhook } from '../webhooks/createWebhook.ts'
import { deleteWebhook } from '../webhooks/deleteWebhook.ts'
import { enableWebhook } from '../webhooks/enableWebhook.ts'
import { listWebhookAttempts } from '../webhooks/listWebhookAttempts.ts'
import { listWebhooks } from '../webhooks/listWebhooks.ts'
import { resendDelivery } from '../webhooks/resendDelivery.ts'
import { testWebhook } from '../webhooks/testWebhook.ts'
import { deleteBilling } from '../invoices/deleteBilling.ts'
import { getBilling } from '../invoices/getBilling.ts'
import { issueInvoice } from '../invoices/issueInvoice.ts'
import { listInvoices } from '../invoices/listInvoices.ts'
import { openInvoice } from '../invoices/openInvoice.ts'
import { putBilling } from '../invoices/putBilling.ts'
import { confirmMail } from '../mail/confirmMail.ts'
import { deleteMailSettings } from '../mail/deleteMailSettings.ts'
import { getMailSettings } from '../mail/getMailSettings.ts'
import { listMailAttempts } from '../mail/listMailAttempts.ts'
import { putMailSettings } from '../mail/putMailSettings.ts'
import { stopMail } from '../mail/stopMail.ts'
import { listNotifications } from '../notifications/listNotifications.ts'
import { markNotificationsRead } from '../notifications/markNotificationsRead.ts'
import { deleteSavedSearch } from '../searches/deleteSavedSearch.ts'
import { listSavedSearches } from '../searches/listSavedSearches.ts'
import { saveSearch } from '../searches/saveSearch.ts'
import { setSearchAlerts } from '../searches/setSearchAlerts.ts'
import { seeSearch } from '../searches/seeSearch.ts'
import { getStarts } from '../market/getStarts.ts'
import { searchListings } from '../market/searchListings.ts'
import { createNodeChallenge } from '../nodes/createNodeChallenge.ts'
import { getNodeAsks } from '../nodes/getNodeAsks.ts'
import { getNodeKeys } from '../nodes/getNodeKeys.ts'
import { getNodeLeases } from '../nodes/getNodeLeases.ts'
import { getNodeSecrets } from '../nodes/getNodeSecrets.ts'
import { openNodeSession } from '../nodes/openNodeSession.ts'
import { putNodeProfile } from '../nodes/putNodeProfile.ts'
import { sendHeartbeat } from '../nodes/sendHeartbeat.ts'
import { sendSecretsRead } from '../nodes/sendSecretsRead.ts'
import { sendTelemetry } from '../nodes/sendTelemetry.ts'
import { handInSecrets } from '../secrets/handInSecrets.ts'
import { putSealedSecrets } from '../secrets/putSealedSecrets.ts'
import { listSessionKeys } from '../session-keys/listSessionKeys.ts'
import { closeAllSessions } from '../session/closeAllSessions.ts'
import { closeSession } from '../session/closeSession.ts'
import { createSessionNonce } from '../session/createSessionNonce.ts'
import { getSession } from '../session/getSession.ts'
import { openSession } from '../session/openSession.ts'
import { beginWithSnapshot } from '../snapshots/beginWithSnapshot.ts'
import { createSnapshot } from '../snapshots/createSnapshot.ts'
import { deleteSnapshot } from '../snapshots/deleteSnapshot.ts'
import { getLeaseDisk } from '../snapshots/getLeaseDisk.ts'
import { listSnapshots } from '../snapshots/listSnapshots.ts'
import { putRestore } from '../snapshots/putRestore.ts'
import { cancelMove } from '../moves/cancelMove.ts'
import { planMove } from '../moves/planMove.ts'
import { planMoves } from '../moves/planMoves.ts'
import { startMove } from '../moves/startMove.ts'
import { waitForMove } from '../moves/waitForMove.ts'
import { openMachinePart, placeMachinePart, putMachinePart, reportRestore, reportSnapshot } from '../snapshots/machineParts.ts'
import { watchEvents } from '../events/watchEvents.ts'
import { watchNodeEvents } from '../events/watchNodeEvents.ts'
import { watchOrders } from '../events/watchOrders.ts'
import { signIn } from '../session/signIn.ts'
import { signInNodes } from '../nodes/signInNodes.ts'
import { waitForHold } from '../bookings/waitForHold.ts'
import { waitForOrder } from '../bookings/waitForOrder.ts'
import { waitForRelay } from '../leases/waitForRelay.ts'

type Bound<Call> = Call extends (transport: Transport, ...args: infer Args) => infer Answer ? (...args: Args) => Answer : never

const endpoints = {
  createSessionNonce,
  openSession,
  getSession,
  closeSession,
  closeAllSessions,
  listSessionKeys,
  getChain,
  getClasses,
  getStarts,
  createWebhook,
  deleteWebhook,
  enableWebhook,
  listWebhookAttempts,
  listWebhooks,
  resendDelivery,
  testWebhook,
  deleteBilling,
  getBilling,
  issueInvoice,
  listInvoices,
  openInvoice,
  putBilling,
  confirmMail,
  deleteMailSettings,
  getMailSettings,
  listMailAttempts,
  putMailSettings,
  stopMail,
  listNotifications,
  markNotificationsRead,
  getSettings,
  saveSettings,
  deleteSavedSearch,
  listSavedSearches,
  saveSearch,
  seeSearch,
  setSearchAlerts,
  searchListings,
  getListing,
  getListingMap,
  getMarket,
  getMarketClass,
  getFillChance,
  getTransaction,
  getHealth,
  getStatus,
  getJournalBooks,
  getJournalHead,
  readJournal,
  placeHold,
  getHold,
  releaseHold,
  putWorkload,
  getWorkload,
  placeOrder,
  placeOrders,
  replaceOrder,
  cancelAllOrders,
  getOrder,
  getOrderPlaces,
  listOrders,
  listReceipts,
  cancelOrder,
  getBlock,
  getNetwork,
  getPublicAccount,
  getPublicLease,
  listBlocks,
  listNetworkNodes,
  listPublicLeases,
  listTransactions,
  searchExplorer,
  getDelegate,
  getGovern,
  getGovernAccount,
  getParameters,
  getTreasury,
  getProposal,
  getVesting,
  listDelegates,
  listProposals,
  simulateProposal,
  listCarbon,
  getCarbon,
  listProjects,
  getProject,
  listCommitments,
  getCommitment,
  listModels,
  getModel,
  listBounties,
  getBounty,
  listLeases,
  getLease,
  getLeaseReceipt,
  getLeaseTelemetry,
  createTerminalToken,
  openLeaseFiles,
  openLogSearch,
  getLeasePorts,
  createPortToken,
  revokePortToken,
  getLeaseShares,
  shareLease,
  unshareLease,
  getSshKeys,
  putSshKeys,
  placeRelay,
  getRelay,
  createNodeChallenge,
  openNodeSession,
  putNodeProfile,
  sendHeartbeat,
  getNodeAsks,
  getNodeKeys,
  getNodeLeases,
  getNodeSecrets,
  sendSecretsRead,
  putSealedSecrets,
  handInSecrets,
  sendTelemetry,
  beginWithSnapshot,
  createSnapshot,
  deleteSnapshot,
  getLeaseDisk,
  listSnapshots,
  putRestore,
  cancelMove,
  planMove,
  planMoves,
  startMove,
  waitForMove,
  openMachinePart,
  placeMachinePart,
  putMachinePart,
  reportRestore,
  reportSnapshot,
  getWallet,
  getStatement,
  wholeStatement,
  exportAccount,
  deleteAccount,
  getAskDemand,
  getFleetCalendar,
  getProvider,
  getProviderEarnings,
  getProviderStatement,
  requestFaucet,
  getDevelopmentTime,
  forwardDevelopmentTime,
  getProviderKey,
  watchEvents,
  watchOrders,
  watchNodeEvents,
  signIn,
  signInNodes,
  waitForHold,
  waitForOrder,
  waitForRelay,
} as const

/** Every call of the public API, bound to one server and one session. */
export type Client = { readonly [Name in keyof typeof endpoints]: Bound<(typeof endpoints)[Name]> } & {
  readonly transport: Transport
  /** The same client with another bearer token. */
  withToken(token: string): Client
}

/**
 * Makes a client of the public API, for the browser and for Node. Opens nothing by itself.
 * Every call throws InfinitioError: `code`, `status` and `sentence` say what happened and what to do.
 */
export function createClient(options: TransportOptions): Client {
  const transport = createTransport(options)
  const bound = Object.fromEntries(
    Object.entries(endpoints).map(([name, call]) => [name, (...args: never[]) => (call as (...all: unknown[]) => unknown)(transport, ...args)]),
  )
  return { ...bound, transport, withToken: (token: string) => createClient({ ...options, token }) } as unknown as Client
}
