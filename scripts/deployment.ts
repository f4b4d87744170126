// `npm run deploy -- COMMAND`: deploys the market's contracts on a public chain (docs/guides/production.md). Exit codes: 0 done, 1 failed, 2 unknown command.
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { parseGwei } from 'viem'
import { checkCode } from './deployment/checkCode.ts'
import { checkSteps } from './deployment/checkSteps.ts'
import { checkState } from './deployment/checkState.ts'
import { writeCompilerInputs } from './deployment/compilerInputs.ts'
import { choicesOf, readSettings } from './deployment/deploymentSettings.ts'
import { lockManifest, type Manifest, planOf, readManifest } from './deployment/manifest.ts'
import { openChain, openDeployment } from './deployment/openDeployment.ts'
import { runDeployment, showPlan } from './deployment/runDeployment.ts'

const usage = `npm run deploy -- COMMAND
  plan SETTINGS              try the deployment on a copy of the chain, and print addresses, steps and cost; sends nothing
  run SETTINGS               the same, then ask and deploy; run it again to continue after an interruption
  verify MANIFEST            compare code, transactions, names, owners and keys on the chain with this checkout and the settings
  sources MANIFEST FOLDER    write what block explorers need: the compiler's input, constructor arguments, compiler version
  env MANIFEST               print the settings of the programs
  --manifest FILE            the record of the deployment (deployment-CHAIN.json)
  --max-fee GWEI             the most per unit of gas (three times the present fee; needed with --yes)
  --without-trial            do not try on a copy first, where anvil has no build
  --yes                      do not ask
RPC_URL is the chain node. DEPLOYER is the key: file:/path or env:NAME; a plan also takes an address.`

const flag = { type: 'boolean', default: false } as const
const options = { manifest: { type: 'string' }, 'max-fee': { type: 'string' }, 'without-trial': flag, yes: flag, help: flag } as const

class UsageError extends Error {}

try {
  await run()
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error)
  console.error(isUsage ? `${error.message}\n${usage}`.trim() : reasonOf(error))
  process.exitCode = isUsage ? 2 : 1
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [command = '', first, second] = positionals
  if (values.help || command === '') return console.log(usage)
  if (first === undefined) throw new UsageError()
  const file = fromCaller(first)
  if (command === 'plan' || command === 'run') return await deploy(command, file, values)
  const manifest = command === 'verify' || command === 'sources' || command === 'env' ? readManifest(file) : null
  if (manifest === null) throw new UsageError(`There is no command ${command}, or no file ${first}.`)
  if (command === 'verify') return await verify(manifest)
  if (command === 'env') return printSettings(manifest)
  const rows = writeCompilerInputs(manifest, fromCaller(second ?? 'sources'))
  for (const { name, address, contract, compiler, input } of rows) console.log(`${name} ${address}: ${contract}, ${compiler}, ${input}`)
}

async function deploy(command: 'plan' | 'run', settingsFile: string, values: Values): Promise<void> {
  const { RPC_URL: rpcUrl, DEPLOYER: deployer } = process.env
  if (rpcUrl === undefined || deployer === undefined) throw new UsageError('RPC_URL and DEPLOYER are needed.')
  const manifestFile = fromCaller(values.manifest ?? `deployment-${readSettings(settingsFile).chainId}.json`)
  const mostFee = values['max-fee'] === undefined ? null : parseGwei(values['max-fee'])
  // With `--yes`, nobody confirms the fee. If a chain node stated too high a fee, the deployer could spend all its coins. So a limit is required.
  if (command === 'run' && values.yes && mostFee === null) throw new UsageError('--yes needs --max-fee.')
  const how = { rpcUrl, manifestFile, mostFee, triesFirst: !values['without-trial'], report: console.log, confirm: values.yes ? async () => {} : ask }
  const open = async () => await openDeployment({ settingsFile, manifestFile, deployer, rpcUrl })
  if (command === 'plan') await showPlan(await open(), how)
  else await lockManifest(manifestFile, async () => await runDeployment(await open(), how))
}

async function verify(manifest: Manifest): Promise<void> {
  const { RPC_URL: rpcUrl } = process.env
  if (rpcUrl === undefined) throw new UsageError('RPC_URL is needed.')
  const client = await openChain(rpcUrl, manifest.settings.chainId)
  const plan = planOf(manifest)
  const checks = await checkCode(client, plan, manifest)
  for (const { name, address, fault } of checks)
    console.log(`${fault === null ? 'same ' : 'OTHER'} ${name} ${address}${fault === null ? '' : `: ${fault}`}`)
  const otherSteps = await checkSteps(client, plan, manifest)
  for (const line of otherSteps) console.log(`OTHER ${line}`)
  const changed = await checkState(client, plan, choicesOf(manifest.settings))
  for (const line of changed) console.log(`changed ${line}`)
  const others = checks.filter(({ fault }) => fault !== null).length
  console.log(
    `${checks.length - others} of ${checks.length} contracts have the compiled code. ${changed.length} names, owners or keys differ from the settings.`,
  )
  console.log(`${plan.steps.length - otherSteps.length} of ${plan.steps.length} steps are the planned transactions.`)
  if (others + otherSteps.length + changed.length > 0) process.exitCode = 1
}

/** Prints the lines that every program of the market needs in its environment. */
function printSettings({ addresses, startBlock }: Manifest): void {
  console.log(`DIRECTORY_ADDRESS=${addresses.directory}\nSTART_BLOCK=${startBlock}`)
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

/** Returns the absolute path of a file. npm runs scripts in the repository's folder, but people name files from their own. */
function fromCaller(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

async function ask(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Error('There is no terminal to ask. Add --yes to deploy without a question.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error('Nothing was sent.')
}

/** Returns the message of an error. Errors of viem contain the URL of the chain node, which can have a password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const short = (cause: Error) => ('shortMessage' in cause ? String(cause.shortMessage) : cause.message)
  return error.cause instanceof Error ? `${short(error)}: ${short(error.cause)}` : short(error)
}
