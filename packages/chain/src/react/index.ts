/** The browser side of the chain package: reads and sends for a connected wallet. */
export { type Auditing, useAuditing } from './useAuditing.ts'
export { type BountyActs, useBounties } from './useBounties.ts'
export { type DisputeActs, useDisputes } from './useDisputes.ts'
export { type FindingActs, useFindings } from './useFindings.ts'
export { type PendingSlash, usePendingSlashes } from './usePendingSlashes.ts'
export { type ProjectActs, useProjects } from './useProjects.ts'
export { type Bond, type BondMoves, useBond, useBondMoves } from './useBond.ts'
export { useAskCancelled, useCancelAsk } from './useCancelAsk.ts'
export { type DueEmission, useClaim, useClaimEmission } from './useClaimEmission.ts'
export { type ProgrammeActs, useFundProgramme } from './useFundProgramme.ts'
export { useDeposit, useWithdraw } from './useDeposit.ts'
export { type Governing, useGoverning, useVotesOn } from './useGoverning.ts'
export { type MarketBalance, type TokenBalances, useMarketBalance, usePTokenBalance, useTokenBalances } from './useBalances.ts'
export { useMint, useMintTestDollars, useRedeem } from './useMint.ts'
export { type PanelActs, usePanels } from './usePanels.ts'
export { type Staking, useStaking } from './useStaking.ts'
export { useVesting } from './useVesting.ts'
export { type CommitmentActs, useCommitments } from './useCommitments.ts'
export { type LedgerActs, useLedger } from './useLedger.ts'
export { type HostingActs, useHosting } from './useHosting.ts'
export { type ModelActs, useModels } from './useModels.ts'
export {
  type MachineRegistration,
  type RegisteredMachine,
  useBondPerGpu,
  useRegisteredMachine,
  useRegisterMachine,
  useRetireMachine,
} from './useRegistration.ts'
