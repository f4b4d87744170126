import { setTimeout as delay } from 'node:timers/promises'
import { type DeploymentPlan, genesisTable, readSender } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { formatEther, formatGwei } from 'viem'
import { checkState } from './checkState.ts'
import { choicesOf } from './deploymentSettings.ts'
import { contractsOf, describeContracts } from './contractsOf.ts'
import { dryRun } from './dryRun.ts'
import { type Manifest, writeManifest } from './manifest.ts'
import type { OpenDeployment } from './openDeployment.ts'
import { sendSteps } from './sendSteps.ts'

/**
 * Options of `showPlan` and `runDeployment`. `mostFee` is the highest fee that the deployer pays, in wei per gas; null means three times the fee that the chain
 * demands now.
 */
export type DeploymentOptions = {
  readonly rpcUrl: string
  readonly manifestFile: string
  readonly mostFee: bigint | null
  readonly triesFirst: boolean
  readonly report: (line: string) => void
  readonly confirm: (question: string) => Promise<void>
}

const raiseAfterMs = 60_000
const blockWaitMs = 12_000

/**
 * Prints the plan with its cost. If `triesFirst`, first tries the remaining steps on a copy of the chain and checks the result. Sends nothing to the real
 * chain. Returns the highest fee that the deployer pays, in wei per gas.
 */
export async function showPlan({ client, plan, manifest }: OpenDeployment, options: DeploymentOptions): Promise<bigint> {
  const deployer = address(manifest.deployer)
  const { balance, maxFeePerGas } = await readSender(client, deployer)
  const mostFee = options.mostFee ?? maxFeePerGas * 3n
  const at = { rpcUrl: options.rpcUrl, chainId: manifest.settings.chainId, deployer, firstNonce: manifest.firstNonce }
  const gas = options.triesFirst
    ? await dryRun(plan, at, async (run) => {
        const faults = await checkState(run.client, plan, choicesOf(manifest.settings))
        if (faults.length > 0) throw new Error(['On a copy of the chain the result is not the plan:', ...faults].join('\n'))
        return run.gasUsed.reduce((sum, used) => sum + used, 0n)
      })
    : null
  for (const line of describePlan(plan, manifest, { gas, fee: maxFeePerGas, mostFee, balance })) options.report(line)
  if (gas !== null && balance < gas * mostFee)
    options.report(`The deployer has too few coins for the limit: send it ${gas * mostFee - balance} wei more.`)
  return mostFee
}

/**
 * Shows the plan, asks, sends the steps that are not mined, and completes the manifest. Call it inside `lockManifest`, and again after an interruption.
 */
export async function runDeployment(deployment: OpenDeployment, options: DeploymentOptions): Promise<void> {
  const { client, account, plan, manifest } = deployment
  const { manifestFile, report } = options
  if (account === null) throw new Error('DEPLOYER must name a key: file:/path or env:NAME.')
  const mostFee = await showPlan(deployment, options)
  await options.confirm(`Deploy on chain ${manifest.settings.chainId}?`)
  const save = () => writeManifest(manifestFile, manifest)
  save()
  await sendSteps(plan, manifest, { client, account, mostFee, save, report, raiseAfterMs })
  // Send the steps a second time. If the chain replaced blocks in the meantime, some steps may no longer be mined.
  await delay(manifest.contracts.length === 0 ? Math.min(blockWaitMs, await blockTimeMs(deployment)) : 0)
  await sendSteps(plan, manifest, { client, account, mostFee, save, report, raiseAfterMs })
  manifest.contracts = await describeContracts(client, plan, manifest)
  save()
  report(`Every step is mined. ${manifestFile} lists ${manifest.contracts.length} contracts. Next: npm run deploy -- verify ${manifestFile}`)
}

/** Returns twice the time between the last two blocks, in milliseconds. */
async function blockTimeMs({ client }: OpenDeployment): Promise<number> {
  const last = await client.getBlock({ blockTag: 'latest' })
  const before = last.number === 0n ? last : await client.getBlock({ blockNumber: last.number - 1n })
  return Number(last.timestamp - before.timestamp) * 2_000
}

/** The cost of the remaining steps. Fees are in wei per gas; `gas` is null if the plan was not tried on a copy of the chain. */
type DeploymentCost = { readonly gas: bigint | null; readonly fee: bigint; readonly mostFee: bigint; readonly balance: bigint }

/** Returns the text of a plan: chain, keys, receivers, addresses, steps and cost. It contains no key. */
function describePlan(plan: DeploymentPlan, manifest: Manifest, cost: DeploymentCost): string[] {
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
