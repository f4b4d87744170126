import { createHash, pbkdf2Sync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { refusal } from '@infinitio/sdk'
import { type Address, openExitAccess, parseAddress } from '@infinitio/sdk/exit'
import { readSnapshot } from '@infinitio/sdk/journal'
import { independentMatcher, isPassing, openPublicBook, readMatchChain, type TriedMatch } from '@infinitio/sdk/match'
import { BaseError, type Hex } from 'viem'
import { HDKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { developmentChainId } from '../context/developmentChainId.ts'
import { type CommonOptions, openClient, readPrivateKey } from '../context/settings.ts'
import { printError, printResult } from '../terminal/print.ts'
import { openSender } from '../wallet/openSender.ts'

/** Options of `infinitio match`. Options in seconds are still texts here. */
export type MatchOptions = CommonOptions & {
  readonly rpc?: string
  readonly directory?: string
  readonly fromSnapshot?: string
  readonly patience: string
  readonly every: string
  readonly once: boolean
}

/**
 * Follows the public journal, keeps a separate order book, and settles the matches that anyone may settle. Runs once, or until it is interrupted. Continues
 * even if the API or the chain does not answer for a while. Throws `chain.development_key`, `journal.disagrees`, `wallet.insufficient_gas` and other permanent
 * errors.
 */
export async function match(options: MatchOptions): Promise<void> {
  const rpcUrl = options.rpc ?? refuseOption('no --rpc and no INFINITIO_RPC')
  const every = secondsOf('--every', options.every)
  const patienceSeconds = options.once ? 0n : BigInt(secondsOf('--patience', options.patience))
  const start = options.fromSnapshot === undefined ? null : readSnapshot(readText(options.fromSnapshot))
  const client = openClient(options)
  const access = openExitAccess({ rpcUrl })
  const key = readPrivateKey(options)
  const directory = parseAddress(options.directory ?? (await client.getChain()).addresses.directory)
  if (directory === null) throw refusal('api.bad_address', { detail: `--directory ${options.directory ?? ''}` })
  const { chainId, addresses } = await readMatchChain(access, directory)
  const wallet = walletOf(key, chainId)
  const send = await openSender({ account: wallet, rpcUrl, chainId })
  const matcher = independentMatcher({
    ...{ access, addresses, patienceSeconds },
    book: openPublicBook({ rowsFrom: (from) => client.readJournal({ from }), start }),
    account: wallet.address.toLowerCase() as Address,
    send,
    onTried: (tried) => printTried(tried, options),
  })
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort())
  while (!stopping.signal.aborted) {
    const waiting = await matcher.turn().catch((error: unknown) => {
      // An error of the chain node may not recur at the next try, so continue after it. But an error that money for gas is missing has its own code and is
      // thrown.
      if (options.once || !(isPassing(error) || error instanceof BaseError)) throw error
      printError(error, options)
      return null
    })
    if (options.once) {
      if (waiting === 0) printResult({ json: options.json, value: { waiting }, text: 'Nothing waits that anybody may settle.' })
      return
    }
    await delay(every * 1_000, undefined, { signal: stopping.signal }).catch(() => undefined) // An interrupt ends the pause, and then the loop.
  }
}

function printTried({ match: { bidHash, items }, outcome }: TriedMatch, { json }: MatchOptions): void {
  const gpus = items.reduce((sum, item) => sum + item.gpus, 0)
  const leases = outcome.settled ? outcome.leaseIds.map(String) : []
  const value = { bid: bidHash, gpus, settled: outcome.settled, leases, txHash: outcome.txHash, code: outcome.settled ? null : outcome.code }
  const text = outcome.settled
    ? `settled bid ${bidHash}: ${gpus} GPU, lease ${leases.join(', ')} (${outcome.txHash})`
    : `not settled: bid ${bidHash}: ${outcome.code === 'order.lane_overfilled' ? 'somebody did it before' : outcome.code}`
  printResult({ json, value, text })
}

/** Returns the wallet of a key. Throws if it is a development key and the chain is not a development chain. */
function walletOf(key: `0x${string}`, chainId: number): PrivateKeyAccount {
  if (chainId !== developmentChainId && isDevelopmentKey(key)) throw refusal('chain.development_key', { detail: `chain ${chainId}` })
  return privateKeyToAccount(key)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    return refuseOption(`--from-snapshot ${file}: ${String(cause)}`)
  }
}

function secondsOf(option: string, text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : refuseOption(`${option} ${text}`)
}

function refuseOption(detail: string): never {
  throw refusal('api.invalid_field', { detail })
}

const junk = 'test test test test test test test test test test test junk'
const wellKnown = 20
const half = 16
/** Returns the seed that BIP-39 derives from a phrase, without a password. */
const seedOf = (phrase: string) => pbkdf2Sync(phrase, 'mnemonic', 2_048, 64, 'sha512')

/**
 * Returns true for a well-known test key, and for a key that our development market generates. Such a generated key can be recognised, because its second half
 * is calculated from its first half. Must return the same as the function in `packages/process`, which this package cannot import.
 */
export function isDevelopmentKey(key: Hex): boolean {
  const bytes = Buffer.from(key.slice(2), 'hex')
  const mark = createHash('sha256').update('infinitio development key').update(bytes.subarray(0, half)).digest()
  if (bytes.subarray(half).equals(mark.subarray(0, half))) return true
  const folder = HDKey.fromMasterSeed(seedOf(junk)).derive("m/44'/60'/0'/0")
  return Array.from({ length: wellKnown }, (_, index) => folder.deriveChild(index).privateKey).some((known) => known !== null && bytes.equals(known))
}
