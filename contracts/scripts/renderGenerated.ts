import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The contracts in packages/chain with their source folder. Each has a file with its ABI and a file with its creation code, unless `only` names the one file
 * that is needed. Only the creation code is needed for a proxy, and for code that another contract runs by delegatecall: MarketAnnex, EmissionChallenges and
 * TaskVerifier. For these three, `abiWith` at the contract that runs the code adds the ABI of the code to the contract's own ABI. Only the ABI is needed for a
 * contract that another contract creates.
 */
const generatedContracts: readonly { name: string; source: string; only?: 'abi' | 'bytecode'; abiWith?: string }[] = [
  { name: 'Attestations', source: 'src' },
  { name: 'Bounties', source: 'src' },
  { name: 'CarbonRegistry', source: 'src' },
  { name: 'ClassCatalog', source: 'src' },
  { name: 'DevFaucet', source: 'src/dev' },
  { name: 'Directory', source: 'src' },
  { name: 'DisputeCourt', source: 'src' },
  { name: 'Emission', source: 'src', abiWith: 'EmissionChallenges' },
  { name: 'EmissionChallenges', source: 'src', only: 'bytecode' },
  { name: 'FeeSplitter', source: 'src' },
  { name: 'Findings', source: 'src' },
  { name: 'FuturesCommitment', source: 'src' },
  { name: 'GOracle', source: 'src' },
  { name: 'GToken', source: 'src' },
  { name: 'HostingPool', source: 'src' },
  { name: 'Incubator', source: 'src' },
  { name: 'InfinitioGovernor', source: 'src' },
  { name: 'LeaseToken', source: 'src', only: 'abi' },
  { name: 'Market', source: 'src', abiWith: 'MarketAnnex' },
  { name: 'MarketAnnex', source: 'src', only: 'bytecode' },
  { name: 'ModelPayments', source: 'src' },
  { name: 'ServiceLedger', source: 'src' },
  { name: 'NodeRegistry', source: 'src' },
  { name: 'PToken', source: 'src' },
  { name: 'Panels', source: 'src' },
  { name: 'ProofChecker', source: 'src' },
  { name: 'RandomBeacon', source: 'src' },
  { name: 'Reputation', source: 'src' },
  { name: 'StakeVault', source: 'src' },
  { name: 'StakedGToken', source: 'src' },
  { name: 'TaskPool', source: 'src', abiWith: 'TaskVerifier' },
  { name: 'TaskVerifier', source: 'src', only: 'bytecode' },
  { name: 'TestAccountFactory', source: 'src/dev' },
  { name: 'TestContractAccount', source: 'src/dev', only: 'abi' },
  { name: 'TestStablecoin', source: 'src/dev' },
  { name: 'Timelock', source: 'src' },
  { name: 'UpgradeableProxy', source: 'src/proxies', only: 'bytecode' },
  { name: 'Vesting', source: 'src' },
  { name: 'VoucherVerifier', source: 'src' },
]

/** The name and source folder of every contract of a deployment. */
export const deployedContracts: readonly { name: string; source: string }[] = generatedContracts

type Artifact = { abi: unknown[]; bytecode: string }

/**
 * Returns the text of every generated file of packages/chain/src/generated, by file name, from Hardhat's artifacts. Throws when an artifact is
 * missing; build first.
 */
export function renderGenerated({ artifactsFolder }: { artifactsFolder: string }): Map<string, string> {
  const files = new Map<string, string>()
  for (const { name, source, only, abiWith } of generatedContracts) {
    const artifact = readArtifact(join(artifactsFolder, source), name)
    const lower = camelCase(name)
    const note = `// Generated from contracts/${source}/${name}.sol by contracts/scripts/generate.ts. Do not edit.\n`
    const more = abiWith === undefined ? [] : readArtifact(join(artifactsFolder, source), abiWith).abi
    const rows = abiRows(artifact.abi, more).join('\n')
    if (only !== 'bytecode') files.set(`${lower}Abi.ts`, `${note}export const ${lower}Abi = [\n${rows}\n] as const\n`)
    if (only !== 'abi') files.set(`${lower}Bytecode.ts`, `${note}export const ${lower}Bytecode =\n  '${artifact.bytecode}' as const\n`)
  }
  return files
}

function readArtifact(folder: string, name: string): Artifact {
  return JSON.parse(readFileSync(join(folder, `${name}.sol`, `${name}.json`), 'utf8')) as Artifact
}

/** Merges the ABI of a contract with the ABI of code that it runs by delegatecall: each item once, one constructor. */
function abiRows(own: unknown[], more: unknown[]): string[] {
  const others = more.filter((item) => (item as { type: string }).type !== 'constructor')
  return [...new Set([...own, ...others].map((item) => `  ${JSON.stringify(item)},`))]
}

/** Returns a contract's name in camel case: ClassCatalog becomes classCatalog, PToken becomes pToken. */
function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
