import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InfinitioError, isErrorCode, refusal } from '@infinitio/sdk'
import { generatePrivateKey } from 'viem/accounts'
import { configFolder } from '../context/profiles.ts'
import { openClient, readWalletKey } from '../context/settings.ts'
import { writeExample } from './initJob.ts'
import { type SubmitOptions, submitJob } from './jobActs.ts'
import { listJobs } from './jobFolder.ts'
import { showResults } from './showResults.ts'

const ownerOnly = 0o600
const folderOfOwner = 0o700
const minedWithinSeconds = 60
const shownRows = '10'

/**
 * Runs the example query over made-up rows and shows its result. Without a wallet, it creates a test wallet and fills it from the faucet of a development
 * chain. Throws `wallet.not_confirmed`, the codes of `submitJob`, and, without a wallet, `chain.not_development` on any other chain.
 */
export async function demoJob(options: SubmitOptions & { readonly rows: string }): Promise<number> {
  const root = join(configFolder(), 'demo')
  const folder = join(root, options.rows.replace(/\W/g, ''))
  mkdirSync(folder, { recursive: true, mode: folderOfOwner })
  const isOwn = options.keyFile !== undefined || options.apiKey !== undefined
  const paying = isOwn ? options : { ...options, keyFile: await testWallet(options, root) }
  const file = join(folder, 'job.yaml')
  // The job file is written last. So if it does not exist, the example was not written completely.
  if (!existsSync(file)) {
    rmSync(join(folder, 'sales.parquet'), { force: true })
    await writeExample('sql', { out: file, data: join(folder, 'sales.parquet'), rows: options.rows })
  }
  const before = new Set(listJobs().map(({ id }) => id))
  const code = await submitJob(file, paying)
  const made = listJobs().find(({ id }) => !before.has(id))
  if (code === 0 && made !== undefined && options.dryRun !== true && !options.json) showResults(made.id, { ...options, rows: shownRows })
  return code
}

/** Returns the key file of this computer's test wallet, after asking the faucet for money. Makes the key if it does not exist. */
async function testWallet(options: SubmitOptions, folder: string): Promise<string> {
  const keyFile = join(folder, 'wallet.key')
  if (!existsSync(keyFile)) writeFileSync(keyFile, generatePrivateKey(), { mode: ownerOnly, flag: 'wx' })
  const client = openClient(options)
  const account = readWalletKey({ keyFile }).address.toLowerCase()
  try {
    const { relayId } = await client.requestFaucet({ account })
    const { state, code } = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds, until: 'final' })
    if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: relayId })
  } catch (error) {
    if (!(error instanceof InfinitioError) || error.code !== 'account.faucet_used') throw error
  }
  if (!options.json) process.stderr.write(`The test wallet ${account} pays; its key is in ${keyFile}.\n`)
  return keyFile
}
