/**
 * Leaving the market with only an RPC node, for browsers and Node: find the account's contracts and leases, read their state, plan the steps, send them. Needs
 * no server of the market.
 */
export { type Address, parseAddress } from '@infinitio/domain'
export { InfinitioError } from '../transport/InfinitioError.ts'
export { refusal } from '../transport/refusal.ts'
export { type ExitAccess, type ExitSource, type ExitTarget, openExitAccess } from '../chain/exitAccess.ts'
export { networkFeeText, planGas, readGasPrice, stepGas } from './exitGas.ts'
export { exitHoldings, type ExitHoldings, type ExitMove, type HoldingPlace, movedBetween } from './exitHoldings.ts'
export type { ExitBond, ExitLease, ExitMarket, ExitState, ExitWallet } from './exitState.ts'
export { type DueAct, type DueContract, dueContracts, type DueStep, type ExitDue, isOfCase } from './dues/exitDue.ts'
export { readPresentDues } from './dues/readPresentDues.ts'
export type { ExitHosting, ExitProgramme, ExitShare, HostingStep } from './hosting/exitHosting.ts'
export type { ExitAllowance, ExitChannel, ExitLedger, ExitService, LedgerStep } from './ledger/exitLedger.ts'
export type { ExitBatch, ExitPool, PoolStep } from './pool/exitPool.ts'
export type { ExitGain, ExitPlace, ExitPlan, ExitStep, PlannedStep } from './exitStep.ts'
export { exactCoin, exactG, exactPt, gainAmount, gainText, movedAmount, movedText, shortId, stepSentence } from './exitTexts.ts'
export { exitContracts, type ExitPositions, type ExitProgress, findPositions, type PositionSearch } from './findPositions.ts'
export { type ExitChoices, planExit } from './planExit.ts'
export { readChainId } from '../chain/readChainId.ts'
export { readExitState, readExitStateAfter, readFinality } from './readExitState.ts'
export { type ExitReport, type ExitRun, type RanStep, runExit, sendStep, stepCall, type StepOutcome } from './runExit.ts'
export type { ExitSender } from '../chain/sendContractCall.ts'
