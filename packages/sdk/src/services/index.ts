/** The service ledger, the contract that pays AI services: reads deposits, channels and services on the chain, and sends transactions of a wallet. */
export { openExitAccess, type ExitAccess } from '../chain/exitAccess.ts'
export { type Accusation, readFindingCount, readFindings, type ServiceAct, serviceActs, type StoredFinding } from '@infinitio/chain'
export { findFinding, findingBond, findingMove, type FindingMove, type FindingSending } from './findingMove.ts'
export { type LedgerMove, ledgerMove, type LedgerSending } from './ledgerMove.ts'
export { type LedgerChannel, type LedgerService, openServiceLedger, type ServiceLedger } from './openServiceLedger.ts'
export { channelOfWire } from './channelOfWire.ts'
export { type Address, address, type AssetUnits, assetUnits, bps, type ChannelFacts, channelIdOf, hex32 } from '@infinitio/domain'
export { type LedgerAsset, ledgerAssets, type ServiceId, serviceId, unixSeconds, zeroAddress } from '@infinitio/domain'
