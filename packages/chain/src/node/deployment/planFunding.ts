import type { Address } from '@infinitio/domain'
import { parseEther } from 'viem'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import type { FundingAddresses } from '../../addresses/fundingAddresses.ts'
import { bountiesBytecode } from '../../generated/bountiesBytecode.ts'
import { futuresCommitmentBytecode } from '../../generated/futuresCommitmentBytecode.ts'
import { gOracleBytecode } from '../../generated/gOracleBytecode.ts'
import { incubatorBytecode } from '../../generated/incubatorBytecode.ts'
import { modelPaymentsBytecode } from '../../generated/modelPaymentsBytecode.ts'
import type { CreationPlan } from './creationPlan.ts'

/** Initial price of a PToken in G, in 1e18 fixed point. The first update of the oracle changes it by at most a tenth. */
export const initialRate = parseEther('1')

/** Plans the creation of the funding contracts, directly after the contracts planned so far, and returns their addresses. */
export function planFunding(
  plan: CreationPlan,
  { addresses: { pToken, directory }, gToken, panels }: { addresses: ChainAddresses; gToken: Address; panels: Address },
): FundingAddresses {
  const incubator = plan.create('Incubator', incubatorBytecode, [['address', gToken]])
  const futuresCommitment = plan.create('FuturesCommitment', futuresCommitmentBytecode, [
    ['address', pToken],
    ['address', directory],
  ])
  const rateOracle = plan.create('GOracle', gOracleBytecode, [
    ['address', directory],
    ['uint96', initialRate],
  ])
  const modelPayments = plan.create('ModelPayments', modelPaymentsBytecode, [
    ['address', gToken],
    ['address', directory],
  ])
  const bounties = plan.create('Bounties', bountiesBytecode, [
    ['address', gToken],
    ['address', panels],
  ])
  return { incubator, futuresCommitment, rateOracle, modelPayments, bounties }
}
