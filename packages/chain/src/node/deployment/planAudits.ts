import type { Address } from '@infinitio/domain'
import { encodeDeployData, parseEther } from 'viem'
import type { AuditAddresses } from '../../addresses/auditAddresses.ts'
import { carbonRegistryAbi } from '../../generated/carbonRegistryAbi.ts'
import { carbonRegistryBytecode } from '../../generated/carbonRegistryBytecode.ts'
import { panelsAbi } from '../../generated/panelsAbi.ts'
import { panelsBytecode } from '../../generated/panelsBytecode.ts'
import { randomBeaconAbi } from '../../generated/randomBeaconAbi.ts'
import { randomBeaconBytecode } from '../../generated/randomBeaconBytecode.ts'
import { reputationAbi } from '../../generated/reputationAbi.ts'
import { reputationBytecode } from '../../generated/reputationBytecode.ts'
import type { CreationPlan } from './creationPlan.ts'

/**
 * Initial settings of the panels (groups of selected members), the random beacon and the carbon registry, in base units of G. Votes can change them within the
 * bounds in the contracts' code.
 */
export const auditStart = {
  beacon: { bond: parseEther('5000'), leastCommits: 3 },
  panels: { bond: parseEther('1000'), fine: parseEther('50') },
  carbon: { bond: parseEther('1000'), auditorFee: parseEther('20'), slashBps: 5_000, auditSeconds: 3 * 86_400, auditors: 3 },
} as const

/**
 * Plans the creation of the contracts for random seeds, panels, carbon audits and reputations, directly after the contracts planned so far. The timelock owns
 * the contracts with settings.
 */
export function planAudits(
  plan: CreationPlan,
  { directory, gToken, timelock }: Readonly<Record<'directory' | 'gToken' | 'timelock', Address>>,
): AuditAddresses {
  const beaconArgs = [gToken, directory, timelock, auditStart.beacon] as const
  const beacon = encodeDeployData({ abi: randomBeaconAbi, bytecode: randomBeaconBytecode, args: beaconArgs })
  const panelsArgs = [gToken, directory, timelock, auditStart.panels] as const
  const panels = encodeDeployData({ abi: panelsAbi, bytecode: panelsBytecode, args: panelsArgs })
  const randomBeacon = plan.createWith('RandomBeacon', randomBeaconBytecode, beacon)
  const panelsAt = plan.createWith('Panels', panelsBytecode, panels)
  const carbonArgs = [gToken, panelsAt, directory, timelock, auditStart.carbon] as const
  const carbon = encodeDeployData({ abi: carbonRegistryAbi, bytecode: carbonRegistryBytecode, args: carbonArgs })
  const carbonRegistry = plan.createWith('CarbonRegistry', carbonRegistryBytecode, carbon)
  const reputation = encodeDeployData({ abi: reputationAbi, bytecode: reputationBytecode, args: [directory] })
  return { randomBeacon, panels: panelsAt, carbonRegistry, reputation: plan.createWith('Reputation', reputationBytecode, reputation) }
}
