import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { address, type Address, assetUnits, type AssetUnits, keccak256Hex } from '@infinitio/domain'
import type { ProcessContext } from '@infinitio/process'
import {
  accountOfKey,
  allowRouter,
  fundByKey,
  type LedgerAccess,
  newServiceFacts,
  type PrepaidSettings,
  publishTerms,
  readProxyKeys,
  readRouterTermsOf,
  readService,
  RelayError,
  registerService,
  serviceIdOf,
  type ReadStandings,
  type RunningRouter,
  startRouter,
} from '@infinitio/relay'
import { routerTerms, termsHash } from '@infinitio/services'
import { type Hex, parseEther, stringToBytes } from 'viem'
import { openCheckBook } from '@infinitio/sdk/checks'
import { getPToken, type TestWallet } from './test-services/testMoney.ts'

/** The settings of the AI model router that is started with a development chain. */
export type OwnRouter = TestWallet &
  Pick<ProcessContext, 'logger' | 'onStop'> & {
    readonly folder: string
    readonly host: string
    readonly port: number
    readonly addresses: { readonly stablecoin: string; readonly directory: string; readonly attestations: string }
  }

/**
 * The first deposit of each payment channel, in base units of PToken. `budget`, `dayCap` (both base units of PToken) and `gasCoins` (wei) limit what the
 * router's key may spend.
 */
const deposit = parseEther('1')
const budget = parseEther('50')
const dayCap = parseEther('20')
const gasCoins = parseEther('0.1')
/**
 * How often the router reads which services failed the validators' checks, in milliseconds. On the development chain, validators need two minutes for a check.
 */
const checksEveryMs = 15_000
/** How often the router reads the chain and its channels, in milliseconds: as seldom as the test services, because all of them read the same chain. */
const lookEveryMs = 10_000
const testDollars = 100n
/** The margin that users of the router pay above the price of each answer, and their smallest deposit. */
const marginBps = 100
const leastDeposit = assetUnits(parseEther('1'))
/** The shortest lock time that a service may have, in seconds. */
const lockSeconds = 3_600
const monthSeconds = 30 * 86_400
/** The daily budgets of the API key that a development chain shows, and of the key with which its validators check services. */
const [keyBudget, checkBudget] = [assetUnits(parseEther('5')), assetUnits(parseEther('2'))]

/**
 * Starts the router with test money of the wallet. Its first start also makes two API keys and writes them to files that only their owner can read:
 * `api-key.txt` for people, and `check-key.txt` for the validators of the chain.
 */
export async function startOwnRouter({
  transport,
  ledger,
  payerKey,
  folder,
  host,
  port,
  addresses,
  logger,
  onStop,
}: OwnRouter): Promise<RunningRouter> {
  const keys = readProxyKeys(folder)
  const payer = accountOfKey(payerKey)
  await prepareOnce(ledger, {
    folder,
    payerKey,
    payer,
    key: keys.key,
    money: () => getPToken({ transport, ledger, payerKey }, { stablecoin: address(addresses.stablecoin), dollars: testDollars }),
  })
  const book = openCheckBook({
    ...{ transport, client: ledger.client, chainId: ledger.domain.chainId },
    ...{ directory: address(addresses.directory), attestations: address(addresses.attestations) },
  })
  const checks: ReadStandings = (offered) => book.read(offered)
  const fund = fundByKey(ledger, { payer, key: keys.key, channelKey: keys.channelKey })
  const prepaid = await sellOnce(ledger, { payerKey, payer, key: keys.key, url: `http://${host}:${port}/v1` })
  const router = await startRouter({
    ledger,
    payer,
    keys,
    folder,
    listen: { host, port },
    deposit,
    fund,
    prepaid,
    checks,
    checksEveryMs,
    lookEveryMs,
  })
  onStop(() => router.stop())
  writeKeyOnce(router, { file: join(folder, 'api-key.txt'), label: 'this machine', budget: keyBudget })
  writeKeyOnce(router, { file: join(folder, 'check-key.txt'), label: 'validators', budget: checkBudget })
  logger.info({ port: router.port }, 'the router answers')
  return router
}

type Preparing = {
  readonly folder: string
  readonly payerKey: Hex
  readonly payer: Address
  readonly key: Address
  readonly money: () => Promise<void>
}

/**
 * Deposits the wallet's test money and allows the router's key to spend it. Does this only once for each folder, which then has a mark file. If the process
 * crashes before it writes the mark file, the next start repeats both, which costs only test money.
 */
async function prepareOnce(ledger: LedgerAccess, { folder, payerKey, payer, key, money }: Preparing): Promise<void> {
  const mark = join(folder, 'allowed.json')
  if (existsSync(mark)) return
  await money()
  const untilSeconds = Math.floor(Date.now() / 1_000) + monthSeconds
  await allowRouter(ledger, { payerKey, payer, key, allowance: { total: budget, dayCap, channel: deposit * 2n, untilSeconds }, gasCoins })
  writeFileSync(mark, JSON.stringify({ key, untilSeconds }), { mode: 0o600 })
}

type Selling = { readonly payerKey: Hex; readonly payer: Address; readonly key: Address; readonly url: string }

/** Registers the router as a service that users prepay, unless it is registered, and publishes its terms if they changed. */
async function sellOnce(ledger: LedgerAccess, { payerKey, payer, key, url }: Selling): Promise<PrepaidSettings> {
  const responseKey = keccak256Hex(stringToBytes(`${payerKey} infinitio router response`))
  const contact = 'Simulated router of the development chain'
  const terms = routerTerms({ url, contact, marginBps, leastDeposit, responseKey: accountOfKey(responseKey) })
  const facts = newServiceFacts({ payee: payer, lockSeconds, salt: keccak256Hex(stringToBytes('infinitio test router')) })
  const service = serviceIdOf(ledger, facts)
  const isKnown = await readService(ledger, service).then(
    () => true,
    (error: unknown) => {
      if (error instanceof RelayError) return false
      throw error
    },
  )
  if (!isKnown) await registerService(ledger, { payeeKey: payerKey, facts, operator: key, terms, gasCoins: 0n })
  else {
    const published = await readRouterTermsOf(ledger, service)
    if (published === null || termsHash(published) !== termsHash(terms)) await publishTerms(ledger, { operatorKey: payerKey, service, terms })
  }
  return { service, terms, responseKey }
}

function writeKeyOnce(
  { books }: RunningRouter,
  { file, label, budget }: { readonly file: string; readonly label: string; readonly budget: AssetUnits },
): void {
  if (existsSync(file)) return
  const { text } = books.addKey({ label, budgetPerDay: budget, nowMs: Date.now() })
  writeFileSync(file, `${text}\n`, { mode: 0o600 })
}
