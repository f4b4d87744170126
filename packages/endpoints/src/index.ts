import { chainEndpoints } from './chain.ts'
import { orderEndpoints } from './order.ts'
import { orderStreamEndpoints } from './orderStream.ts'
import { accountEndpoints } from './account.ts'
import { sessionEndpoints } from './session.ts'
import { emissionEndpoints } from './emission.ts'
import { nodeEndpoints } from './node.ts'
import { pairingEndpoints } from './pairing.ts'
import { clusterEndpoints } from './cluster.ts'
import { leaseEndpoints } from './lease.ts'
import { eventEndpoints } from './event.ts'
import { journalEndpoints } from './journal.ts'
import { providerEndpoints } from './provider.ts'
import { marketDataEndpoints } from './marketData.ts'
import { marketEndpoints } from './market.ts'
import { secretEndpoints } from './secret.ts'
import { machineDiskEndpoints } from './machineDisk.ts'
import { artefactEndpoints } from './artefact.ts'
import { snapshotEndpoints } from './snapshot.ts'
import { leasePortEndpoints } from './leasePort.ts'
import { leaseShareEndpoints } from './leaseShare.ts'
import { reportEndpoints } from './report.ts'
import { faultEndpoints } from './fault.ts'
import { reviewEndpoints } from './review.ts'
import { invoiceEndpoints } from './invoice.ts'
import { sellerEndpoints } from './seller.ts'
import { modelEndpoints } from './model.ts'
import { commitmentEndpoints } from './commitment.ts'
import { projectEndpoints } from './project.ts'
import { carbonEndpoints } from './carbon.ts'
import { disputeEndpoints } from './dispute.ts'
import { findingEndpoints } from './finding.ts'
import { hostingEndpoints } from './hosting.ts'
import { bountyEndpoints } from './bounty.ts'
import { governEndpoints } from './govern.ts'
import { explorerEndpoints } from './explorer.ts'
import { sessionKeyEndpoints } from './sessionKey.ts'
import { searchEndpoints } from './search.ts'
import { settingsEndpoints } from './settings.ts'
import { notificationEndpoints } from './notification.ts'
import { webhookEndpoints } from './webhook.ts'
import { mailEndpoints } from './mail.ts'
import { probeEndpoints } from './probe.ts'
import { proofEndpoints } from './proof.ts'
import { poolEndpoints } from './pool.ts'
import { serviceEndpoints } from './service.ts'
import { taskEndpoints } from './task.ts'
import { jobEndpoints } from './job.ts'

/** Describes the public API once. Server, client and documents are generated from it. */
export { type Access, type EndpointDescription, endpoint, type KeyRight, type Takes } from './endpoint.ts'
export { mailEndpoints } from './mail.ts'
export { probeEndpoints } from './probe.ts'
export { poolEndpoints } from './pool.ts'
export { serviceEndpoints } from './service.ts'
export { taskEndpoints } from './task.ts'
export { jobEndpoints } from './job.ts'
export { proofEndpoints } from './proof.ts'
export { webhookEndpoints } from './webhook.ts'
export { notificationEndpoints } from './notification.ts'
export { settingsEndpoints } from './settings.ts'
export { searchEndpoints } from './search.ts'
export { sessionKeyEndpoints } from './sessionKey.ts'
export { explorerEndpoints } from './explorer.ts'
export { governEndpoints } from './govern.ts'
export { bountyEndpoints } from './bounty.ts'
export { carbonEndpoints } from './carbon.ts'
export { disputeEndpoints } from './dispute.ts'
export { findingEndpoints } from './finding.ts'
export { hostingEndpoints } from './hosting.ts'
export { projectEndpoints } from './project.ts'
export { commitmentEndpoints } from './commitment.ts'
export { modelEndpoints } from './model.ts'
export { invoiceEndpoints } from './invoice.ts'
export { sellerEndpoints } from './seller.ts'
export { leaseShareEndpoints } from './leaseShare.ts'
export { reportEndpoints } from './report.ts'
export { faultEndpoints } from './fault.ts'
export { reviewEndpoints } from './review.ts'
export { leasePortEndpoints } from './leasePort.ts'
export { artefactEndpoints } from './artefact.ts'
export { snapshotEndpoints } from './snapshot.ts'
export { machineDiskEndpoints } from './machineDisk.ts'
export { secretEndpoints } from './secret.ts'
export { marketEndpoints } from './market.ts'
export { marketDataEndpoints } from './marketData.ts'
export { providerEndpoints } from './provider.ts'
export { journalEndpoints } from './journal.ts'
export { eventEndpoints } from './event.ts'
export { clusterEndpoints } from './cluster.ts'
export { leaseEndpoints } from './lease.ts'
export { nodeEndpoints } from './node.ts'
export { pairingEndpoints } from './pairing.ts'
export { emissionEndpoints } from './emission.ts'
export { sessionEndpoints } from './session.ts'
export { accountEndpoints } from './account.ts'
export { orderStreamEndpoints } from './orderStream.ts'
export { orderEndpoints } from './order.ts'
export { chainEndpoints, rpcCost } from './chain.ts'
export { positions } from './positions.ts'
export { isRpcMethod, type RpcCall, type RpcLogFilter, rpcMethods } from './rpcMethods.ts'

/** Every described endpoint, by its noun and the name of its call. */
export const endpointsByNoun = {
  chainEndpoints,
  orderEndpoints,
  orderStreamEndpoints,
  accountEndpoints,
  sessionEndpoints,
  emissionEndpoints,
  nodeEndpoints,
  pairingEndpoints,
  leaseEndpoints,
  clusterEndpoints,
  eventEndpoints,
  journalEndpoints,
  providerEndpoints,
  marketDataEndpoints,
  marketEndpoints,
  secretEndpoints,
  machineDiskEndpoints,
  snapshotEndpoints,
  artefactEndpoints,
  leasePortEndpoints,
  leaseShareEndpoints,
  reportEndpoints,
  faultEndpoints,
  reviewEndpoints,
  invoiceEndpoints,
  sellerEndpoints,
  modelEndpoints,
  commitmentEndpoints,
  projectEndpoints,
  carbonEndpoints,
  disputeEndpoints,
  findingEndpoints,
  hostingEndpoints,
  bountyEndpoints,
  governEndpoints,
  explorerEndpoints,
  sessionKeyEndpoints,
  searchEndpoints,
  settingsEndpoints,
  notificationEndpoints,
  webhookEndpoints,
  mailEndpoints,
  probeEndpoints,
  proofEndpoints,
  poolEndpoints,
  taskEndpoints,
  serviceEndpoints,
  jobEndpoints,
}
