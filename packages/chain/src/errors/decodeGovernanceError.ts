import { decodeErrorResult, type Hex } from 'viem'
import { bountiesAbi } from '../generated/bountiesAbi.ts'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'
import { disputeCourtAbi } from '../generated/disputeCourtAbi.ts'
import { futuresCommitmentAbi } from '../generated/futuresCommitmentAbi.ts'
import { gOracleAbi } from '../generated/gOracleAbi.ts'
import { gTokenAbi } from '../generated/gTokenAbi.ts'
import { incubatorAbi } from '../generated/incubatorAbi.ts'
import { infinitioGovernorAbi } from '../generated/infinitioGovernorAbi.ts'
import { modelPaymentsAbi } from '../generated/modelPaymentsAbi.ts'
import { panelsAbi } from '../generated/panelsAbi.ts'
import { randomBeaconAbi } from '../generated/randomBeaconAbi.ts'
import { reputationAbi } from '../generated/reputationAbi.ts'
import { stakedGTokenAbi } from '../generated/stakedGTokenAbi.ts'
import { timelockAbi } from '../generated/timelockAbi.ts'
import { vestingAbi } from '../generated/vestingAbi.ts'
import { revertDataOf } from './revertDataOf.ts'

const abi = [
  ...[...infinitioGovernorAbi, ...stakedGTokenAbi, ...gTokenAbi, ...timelockAbi, ...vestingAbi],
  ...[...randomBeaconAbi, ...panelsAbi, ...carbonRegistryAbi, ...reputationAbi, ...bountiesAbi, ...incubatorAbi],
  ...[...futuresCommitmentAbi, ...modelPaymentsAbi, ...gOracleAbi, ...disputeCourtAbi],
].filter((item) => item.type === 'error')

/** Returns the name of the contract error if a DAO contract refused a call, an estimate or a transaction; null for any other failure. */
export function decodeGovernanceError(error: unknown): string | null {
  const data = revertDataOf(error)
  if (data === null || !/^0x[0-9a-fA-F]{8,}$/.test(data)) return null
  try {
    return decodeErrorResult({ abi, data: data as Hex }).errorName
  } catch {
    return null
  }
}
