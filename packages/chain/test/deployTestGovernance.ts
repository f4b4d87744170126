import type { Address } from '@infinitio/domain'
import type { GovernanceAddresses } from '../src/addresses/governanceAddresses.ts'
import { deployGovernance } from '../src/node/deployment/deployGovernance.ts'
import { type GenesisLine, genesisTable } from '../src/node/deployment/genesisTable.ts'
import { oneHolder } from '../src/node/deployment/keyHolders.ts'
import { formDevelopmentSet } from '../src/node/development/developmentSet.ts'
import { shareDevelopmentG } from '../src/node/development/shareDevelopmentG.ts'
import type { TestChain, TestKey } from './startTestChain.ts'

type Wanted = {
  /** The keys of validators that form a validator set before the DAO is deployed. */
  readonly members?: readonly TestKey[]
  readonly table?: readonly GenesisLine[]
  /** Accounts that each stake `stakePerVoter` base units of G and vote with them. */
  readonly stakes?: { readonly voters: readonly Address[]; readonly stakePerVoter: bigint }
}

/** Deploys the DAO beside a test's market. The deployer is every receiver in the genesis table and holds all rights. */
export async function deployTestGovernance(
  { rpcUrl, addresses, keys: { deployer } }: Pick<TestChain, 'rpcUrl' | 'addresses' | 'keys'>,
  { members, table = genesisTable, stakes }: Wanted = {},
): Promise<GovernanceAddresses> {
  const { address } = deployer
  const input = { rpcUrl, addresses, deployerKey: deployer.privateKey }
  const parties = { team: address, backers: address, ecosystem: address, distribution: address }
  if (members !== undefined) await formDevelopmentSet({ ...input, members })
  const governance = await deployGovernance({ ...input, parties, table, holders: oneHolder(address), spares: null })
  if (stakes !== undefined) await shareDevelopmentG({ ...input, governance, ...stakes })
  return governance
}
