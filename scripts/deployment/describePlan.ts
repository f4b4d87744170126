import { type DeploymentPlan, genesisTable } from '@infinitio/chain/node'
import { formatEther, formatGwei } from 'viem'
import { contractsOf } from './contractsOf.ts'
import type { Manifest } from './manifest.ts'

/** The cost of the remaining steps. Fees are in wei per gas; `gas` is null if the plan was not tried on a copy of the chain. */
export type DeploymentCost = { readonly gas: bigint | null; readonly fee: bigint; readonly mostFee: bigint; readonly balance: bigint }

/** Returns the text of a plan: chain, keys, receivers, addresses, steps and cost. It contains no key. */
export function describePlan(plan: DeploymentPlan, manifest: Manifest, cost: DeploymentCost): string[] {
  const { chainId, settings } = { ...manifest, chainId: manifest.settings.chainId }
  const { operator, pauser, veto, engines, receiptKey, gatewayHostKey, spares, validators } = settings
  const done = manifest.steps.filter(({ block }) => block !== null).length
  return [
    `Deployment on chain ${chainId} with release ${manifest.release}`,
    ...rows([
      ['deployer', `${manifest.deployer}, ${formatEther(cost.balance)} coins`],
      ['reserve coin', `${settings.stablecoin}: check it, nobody can change it later`],
      ['rights', `operator ${operator}, pauser ${pauser}, veto ${veto}`],
      ['engine keys', engines.join(', ')],
      ['receipt key', receiptKey],
      ['gateway host key', gatewayHostKey],
      ['spare keys', `engine ${spares.engine}, receipt ${spares.receipt}, gateway host ${spares.gatewayHost}`],
      ['validators', validators.length === 0 ? 'none yet: votes admit them' : validators.join(', ')],
    ]),
    'G tokens of the genesis table',
    ...rows(genesisTable.map(({ label, party, amount }) => [label, `${formatEther(amount)} G to ${receiver(plan, manifest, party)}`])),
    'Contracts',
    ...rows(contractsOf(plan).map(({ name, address }) => [name, address])),
    `Steps: ${plan.steps.length}, of which ${done} are mined. The last ones make the timelock ${plan.governance.timelock} the owner of the contracts.`,
    ...costLines(cost),
  ]
}

function costLines({ gas, fee, mostFee }: DeploymentCost): string[] {
  if (gas === null) return ['Cost: unknown, because the plan was not tried on a copy of the chain.']
  return [
    `Cost: ${gas} gas, about ${formatEther(gas * fee)} coins at ${formatGwei(fee)} gwei, at most ${formatEther(gas * mostFee)} at the limit of ${formatGwei(mostFee)} gwei.`,
    'A rollup adds its fee for data.',
  ]
}

function receiver({ governance }: DeploymentPlan, { settings }: Manifest, party: (typeof genesisTable)[number]['party']): string {
  return party === 'treasury' ? governance.timelock : settings[party]
}

function rows(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([name]) => name.length))
  return pairs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
}
