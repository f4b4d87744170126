/** The service ledger: reads pots, channels and services on the chain, and sends the acts of a wallet. */
export { openExitAccess, type ExitAccess } from '../chain/exitAccess.ts'
export { type LedgerMove, ledgerMove, type LedgerSending } from './ledgerMove.ts'
export { type LedgerChannel, type LedgerService, openServiceLedger, type ServiceLedger } from './openServiceLedger.ts'
export { channelOfWire } from './channelOfWire.ts'
