export { fundChannel, newServiceFacts, planFunding, publishTerms, registerService, serviceIdOf } from './ledger/accountActs.ts'
export { type DenyNews, type DenySource, openDenyList } from './deny/openDenyList.ts'
export { openGRates } from './ledger/gRates.ts'
export {
  type LedgerAccess,
  openLedger,
  readGatewayKey,
  readInWallet,
  readPToken,
  readRouterTermsOf,
  readFileTermsOf,
  readService,
  readServiceTerms,
} from './ledger/ledgerAccess.ts'
export { readProxyKeys } from './proxy/clientStore.ts'
export { evidenceLines, readKeptEvidence } from './proxy/keptEvidence.ts'
export { startProxy } from './proxy/startProxy.ts'
export { openProven } from './proven/openProven.ts'
export { provenScheme } from './proven/provenScheme.ts'
export { setUpProofs } from './proven/setUpProofs.ts'
export { RelayError } from './relayError.ts'
export { openSignatures } from './signatures/openSignatures.ts'
export { accountOfKey, allowRouter, fundByKey, routerRight } from './router/routerActs.ts'
export { routerTerms } from '@infinitio/services'
export type { PrepaidSettings } from './router/prepaid/openPrepaid.ts'
export { openRouterBooks, type UsageRow } from './router/routerBooks.ts'
export type { RouterKey } from './router/routerKeys.ts'
export { type RouterNews, type RunningRouter, startRouter } from './router/startRouter.ts'
export type { ReadStandings } from './router/watchStandings.ts'
export { findModelServer } from './serve/findModelServer.ts'
export { boxKeyOf, makeTerms, parseServiceId, readServeKeys, saveService } from './serve/serveKeys.ts'
export type { ServiceGateways } from './serve/openServiceTunnel.ts'
export { MachinePool } from './serve/machinePool.ts'
export type { Asking } from './serve/modelMachines.ts'
export { type ServeNews, startServe } from './serve/startServe.ts'
export { openCache } from './serve/bytes/openCache.ts'
export { openFetcher, readAllowList } from './serve/bytes/openFetcher.ts'
export { makeByteTerms } from './serve/bytes/makeByteTerms.ts'
export { storeAcceptedTerms, whyAskForTerms } from './pull/acceptedTerms.ts'
export { findCaches } from './pull/findCaches.ts'
export { type ByteBuyer, openByteBuyer } from './pull/openByteBuyer.ts'
export type { PullNews } from './pull/pullBlob.ts'
export { pullPage } from './pull/pullPage.ts'
export { pullWeights } from './pull/pullWeights.ts'
export { checkListen } from './wire/listen.ts'
export { openUpstream, serviceReach } from './wire/openUpstream.ts'
