import { formatUnits } from 'viem'
import { getGasPrice } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { isOfCase } from './dues/exitDue.ts'
import type { ExitStep, PlannedStep } from './exitStep.ts'

/** The most gas that a step of each kind uses, rounded up. Tests compare it with the gas of the steps that they send. */
const mostGas: Readonly<Record<ExitStep['kind'], bigint>> = {
  ...{ takeBackOrders: 80_000n, revokeKey: 80_000n, claim: 170_000n, close: 180_000n, cancelLease: 170_000n, noShow: 160_000n, end: 180_000n },
  ...{ takeReward: 100_000n, executeSlash: 220_000n, withdrawBond: 110_000n, unbond: 120_000n, withdraw: 110_000n, redeem: 130_000n },
  ...{ revokeSpending: 60_000n, exitChannel: 60_000n, finishChannel: 80_000n, unbondService: 60_000n, collectService: 90_000n, withdrawPot: 90_000n },
  ...{ claimHosting: 60_000n, refundHosting: 120_000n, takeDue: 300_000n },
  ...{ revokeSubmitKey: 60_000n, cancelBatch: 100_000n, ripenStake: 110_000n, unstake: 110_000n, collectStake: 90_000n, withdrawPool: 90_000n },
}

/** The most gas of a step that ends a case. Such a step can also fine members of a panel and pay several accounts. */
const gasOfCase = 600_000n
/** The most gas of one share or budget with its Merkle path, in addition to the gas of the step. */
const gasOfProof = 120_000n

/** Returns the most gas that a step uses. */
export function stepGas(step: ExitStep): bigint {
  const proofs = step.kind === 'claimHosting' ? step.claims.length : step.kind === 'refundHosting' ? step.budgets.length : 0
  return (isOfCase(step) ? gasOfCase : mostGas[step.kind]) + BigInt(proofs) * gasOfProof
}

/** Returns the most gas that all these steps use together. */
export function planGas(steps: readonly PlannedStep[]): bigint {
  return steps.reduce((total, { step }) => total + stepGas(step), 0n)
}

/** Reads the present price of gas in wei. Throws `chain.rpc_silent`. */
export async function readGasPrice(access: ExitAccess): Promise<bigint> {
  return await askRpc(access, () => getGasPrice(access.client))
}

/** Formats a network fee, given in wei, in native coins with up to nine decimals, rounded up. */
export function networkFeeText(wei: bigint): string {
  const unit = 10n ** 9n
  return formatUnits((wei + unit - 1n) / unit, 9)
}
