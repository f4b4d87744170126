/** The service ledger (the contract that pays AI services): reads deposits, channels and services from the chain, and sends transactions of a wallet. */
export { openExitAccess, type ExitAccess } from '../chain/exitAccess.ts'
export {
  type Accusation,
  findingStep,
  type FindingStep,
  readFindingCount,
  readFindingList,
  readFindings,
  type ServiceAct,
  serviceActs,
  type StoredFinding,
} from '@infinitio/chain'
export { checkFiled, type FiledEvidence } from './evidence/checkFiled.ts'
export { type Filing, readFiling } from './evidence/readFiling.ts'
export { readTermsByHash, termsHashOf } from './evidence/readTermsByHash.ts'
export { findFinding, findingBond, findingFee, findingMove, type FindingMove, type FindingSending } from './findingMove.ts'
export { hostingMove, type HostingMove, type HostingSending, type HostingShares, type SponsoredProgramme } from '../hosting/hostingMove.ts'
export { getHosting, getHostingAccount } from '../generated/calls.ts'
export { type LedgerMove, ledgerMove, type LedgerSending } from './ledgerMove.ts'
export { type LedgerChannel, type LedgerService, openServiceLedger, type ServiceLedger } from './openServiceLedger.ts'
export { askOwed, type OwedAnswer } from './askOwed.ts'
export { askRelease } from './askRelease.ts'
/** A router that users prepay: one deposit for all models. The owner of the router can settle the whole deposit. */
export { findRouter, findRouters, type RouterCall, type RouterOffer } from './prepaid/findRouter.ts'
export { askRouterKey, type RouterKey } from './prepaid/askRouterKey.ts'
export { askRouterBalance, type RouterBalance } from './prepaid/askRouterBalance.ts'
export { type OwnAllowance, type OwnChannel, type OwnChannels, readOwnChannels } from './readOwnChannels.ts'
export { readChainId } from '../chain/readChainId.ts'
export { checkGrant, type GrantUse, readModelOwner, type ServiceRoyalty, signGrant } from './modelGrants.ts'
export { grantMessage, grantText, type ModelGrant, modelNumberOf, mostRoyaltyBps, parseRoyalty, readGrant } from '@infinitio/domain'
export { channelOfWire } from './channelOfWire.ts'
export { type Address, address, type AssetUnits, assetUnits, bps, type ChannelFacts, channelIdOf, type Hex32, hex32 } from '@infinitio/domain'
export { type LedgerAsset, ledgerAssets, type ServiceId, serviceId, unixSeconds, zeroAddress } from '@infinitio/domain'
/** Payment for AI services directly from a browser or a program. The key of the browser or program may spend only within its allowance. */
export { answerPieces } from './paid/answerPieces.ts'
export type { KeyStorage } from './paid/keyStorage.ts'
export {
  openChannelStore,
  readBrowserKey,
  storedEvidence,
  type StoredChannel,
  type StoredFigures,
  storedFigures,
  storedReceipts,
} from './paid/browserKey.ts'
export type { ChannelFigures } from './paid/channelsOfKey.ts'
export {
  type ChangedOffer,
  openPaidServices,
  type PaidOffer,
  type PaidOptions,
  type PaidReceipt,
  type PaidServices,
} from './paid/openPaidServices.ts'
export { openServices } from './paid/openServices.ts'
export { readOffers } from './paid/readOffers.ts'
export type { PayingKey } from './paid/openPaidServices.ts'
export { type KeyLimits, type PrepayPlan, type PrepayStep, usualKeyLimits } from './paid/planPrepay.ts'
export { aboutCost, aboutTokens, mostCost } from './paid/requestCosts.ts'
/** A disputed answer that three other services give again. */
export { type DisputedAnswer, type Rerun, rerunAnswer, type RerunService } from './rerun/rerunAnswer.ts'
/** Encrypted prompts through a router, which cannot read them. */
export { openSealedRouter, type SealedRouter, type SealedRouterSettings } from './sealed-router/openSealedRouter.ts'
/** Payment for AI services by stock clients of x402, an open standard for paid HTTP requests. */
export { ServiceLedgerScheme } from './x402/ServiceLedgerScheme.ts'
export { readShortText } from '../transport/readShortText.ts'
