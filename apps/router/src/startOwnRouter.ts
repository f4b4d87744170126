import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { address, type Address, assetUnits } from '@infinitio/domain'
import type { ProcessContext } from '@infinitio/process'
import { accountOfKey, allowRouter, fundByKey, type LedgerAccess, readProxyKeys, type RunningRouter, startRouter } from '@infinitio/relay'
import { type Hex, parseEther } from 'viem'
import { getPToken, type TestWallet } from './test-services/testMoney.ts'

/** The settings of the AI model router that is started with a development chain. */
export type OwnRouter = TestWallet &
  Pick<ProcessContext, 'logger' | 'onStop'> & {
    readonly folder: string
    readonly host: string
    readonly port: number
    readonly stablecoin: string
  }

/** The first deposit of each payment channel, in base units of PToken. `budget`, `dayCap` and `gasCoins` limit what the router's key may spend. */
const deposit = parseEther('1')
const budget = parseEther('50')
const dayCap = parseEther('20')
const gasCoins = parseEther('0.1')
const testDollars = 100n
const monthSeconds = 30 * 86_400
/** The budget of the API key that a development chain shows. */
const keyBudget = assetUnits(parseEther('5'))

/** Starts the router with test money of the wallet. Its first start also makes an API key and writes it to `api-key.txt`, which only its owner can read. */
export async function startOwnRouter({
  client,
  ledger,
  payerKey,
  folder,
  host,
  port,
  stablecoin,
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
    money: () => getPToken({ client, ledger, payerKey }, { stablecoin: address(stablecoin), dollars: testDollars }),
  })
  const fund = fundByKey(ledger, { payer, key: keys.key, channelKey: keys.channelKey })
  const router = await startRouter({ ledger, payer, keys, folder, listen: { host, port }, deposit, fund })
  onStop(() => router.stop())
  writeKeyOnce(router, folder)
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
 * Deposits test money and allows the router's key to spend it, once. If the process crashes before it writes the mark file, the next start repeats both, which
 * costs only test money.
 */
async function prepareOnce(ledger: LedgerAccess, { folder, payerKey, payer, key, money }: Preparing): Promise<void> {
  const mark = join(folder, 'allowed.json')
  if (existsSync(mark)) return
  await money()
  const untilSeconds = Math.floor(Date.now() / 1_000) + monthSeconds
  await allowRouter(ledger, { payerKey, payer, key, allowance: { total: budget, dayCap, channel: deposit * 2n, untilSeconds }, gasCoins })
  writeFileSync(mark, JSON.stringify({ key, untilSeconds }), { mode: 0o600 })
}

function writeKeyOnce({ books }: RunningRouter, folder: string): void {
  const file = join(folder, 'api-key.txt')
  if (existsSync(file)) return
  const { text } = books.addKey({ label: 'this machine', budgetPerDay: keyBudget, nowMs: Date.now() })
  writeFileSync(file, `${text}\n`, { mode: 0o600 })
}
