import type { Address } from '@infinitio/domain'
import { encodeDeployData } from 'viem'
import type { AuditAddresses } from '../addresses/auditAddresses.ts'
import { panelsAbi } from '../generated/panelsAbi.ts'
import { panelsBytecode } from '../generated/panelsBytecode.ts'
import { randomBeaconAbi } from '../generated/randomBeaconAbi.ts'
import { randomBeaconBytecode } from '../generated/randomBeaconBytecode.ts'
import { auditStart } from './auditStart.ts'
import type { CreationPlan } from './creationPlan.ts'

/** Plans the contracts that draw reviewers and auditors, as the next that are created. They are the timelock's. */
export function planAudits(
  plan: CreationPlan,
  { directory, gToken, stakedGToken, timelock }: Readonly<Record<'directory' | 'gToken' | 'stakedGToken' | 'timelock', Address>>,
): AuditAddresses {
  const beaconArgs = [gToken, directory, timelock, auditStart.beacon] as const
  const beacon = encodeDeployData({ abi: randomBeaconAbi, bytecode: randomBeaconBytecode, args: beaconArgs })
  const panelsArgs = [gToken, stakedGToken, directory, timelock, auditStart.panels] as const
  const panels = encodeDeployData({ abi: panelsAbi, bytecode: panelsBytecode, args: panelsArgs })
  return { randomBeacon: plan.createWith('RandomBeacon', beacon), panels: plan.createWith('Panels', panels) }
}
