import { isErrorCode, refusal, statementCsv } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient, readWalletKey, signInClient } from '../context/settings.ts'
import { columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { plain, shortId, table } from '../terminal/texts.ts'
import { type MoneyOptions, ptText, type WithdrawOptions } from './moveMoney.ts'
import type { WalletOptions } from './showWallet.ts'

/**
 * Adds `infinitio wallet`: balances, conversion between PToken and the reserve coin, deposits, withdrawals and
 * monthly statements.
 */
export function addWallet(root: Command, { withCommon, run }: Program): void {
  const wallet = root.command('wallet').description('your money: balances, mint and redeem, deposit and withdraw, statements')
  // Only the commands with this option load code for the chain.
  const withRpc = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  const asking = (command: Command) => withRpc(command).option('--yes', 'do not ask for confirmation', false)
  withRpc(wallet.command('show').description('show your Market balance and your wallet balance'))
    .option('--exact', 'print all 18 decimals', false)
    .action((options: WalletOptions) => run(options, async () => (await import('./showWallet.ts')).showWallet(options)))
  asking(wallet.command('mint <usd>').description('mint PToken from the reserve coin; 2 % stays in the reserve')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await import('./convertMoney.ts')).mint(amount, options)),
  )
  asking(wallet.command('redeem <pt>').description('redeem PToken for the reserve coin, one to one')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await import('./convertMoney.ts')).redeem(amount, options)),
  )
  asking(wallet.command('deposit <pt>').description('move PToken from your wallet to your Market balance; you pay no gas')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await import('./moveMoney.ts')).deposit(amount, options)),
  )
  asking(wallet.command('withdraw <pt>').description('move PToken from your Market balance to your wallet or another address; you pay no gas'))
    .option('--to <address>', 'receiving address (default: the wallet)')
    .action((amount: string, options: WithdrawOptions) => run(options, async () => (await import('./moveMoney.ts')).withdraw(amount, options)))
  withCommon(wallet.command('faucet').description('get test money for your wallet once; only on a development chain')).action(
    (options: CommonOptions) => run(options, () => askFaucet(options)),
  )
  withCommon(
    wallet.command('statement [month]').description('balance changes in a month, for example 2026-11, from final blocks (default: this month)'),
  )
    .option('--csv', 'print CSV', false)
    .action((month: string | undefined, options: CommonOptions & StatementOptions) => run(options, () => showStatement(month, options)))
}

/** Options of `infinitio wallet statement`. */
type StatementOptions = CommonOptions & { readonly csv: boolean }

/**
 * Prints the changes of the Market balance in a month (UTC), with the opening and closing balance. The table has amounts with six decimals and the first digits
 * of each transaction; `--csv` and `--json` have all decimals and digits. Throws `api.invalid_field`.
 */
async function showStatement(month: string | undefined, options: StatementOptions): Promise<void> {
  if (options.csv && options.json) throw refusal('api.invalid_field', { detail: '--csv does not go with --json' })
  const { client } = await signInClient(options)
  const statement = await client.wholeStatement({ month: month ?? new Date().toISOString().slice(0, 7) })
  if (options.csv) {
    process.stdout.write(statementCsv(statement))
    return
  }
  const moved = (amount: string) => `${BigInt(amount) > 0n ? '+' : '-'}${columnPt(BigInt(amount) < 0n ? -BigInt(amount) : BigInt(amount), sixDigits)}`
  const rows = statement.lines.map(({ at, kind, leaseId, amount, balanceAfter, txHash }) => {
    return [new Date(at * 1_000).toISOString().slice(0, 19), kind, leaseId ?? '', moved(amount), columnPt(balanceAfter, sixDigits), shortId(txHash)]
  })
  const head = ['WHEN (UTC)', 'WHAT', 'LEASE', 'MOVED PT', 'BALANCE PT', 'TRANSACTION']
  const text = [
    table([head, ['', 'before', '', '', columnPt(statement.opening, sixDigits), ''], ...rows], { right: [3, 4] }),
    `After: ${ptText(BigInt(statement.closing))}${statement.complete ? '' : `, up to block ${statement.finalBlock}; the month has not ended`}.`,
    ...serviceCosts(statement.services, 'AI services, paid from channels and not from the Market balance:'),
    ...serviceCosts(statement.sales, 'Your AI services settled, before the fee and the royalty, into your pot and not into the Market balance:'),
    ...taskLines(statement.tasks),
  ]
  printResult({ json: options.json, value: statement, text: text.join('\n') })
}

type Statement = Awaited<ReturnType<Awaited<ReturnType<typeof signInClient>>['client']['wholeStatement']>>

/** Returns the lines about AI services in a statement below a title; none without a payment. */
function serviceCosts(services: Statement['services'], title: string): string[] {
  if (services.length === 0) return []
  const rows = services.map(({ service, model, asset, settled, requests }) => {
    return [service, plain(model ?? '–'), columnPt(settled, sixDigits), asset === 'PToken' ? 'PT' : 'G', `${requests}`]
  })
  const heading = ['SERVICE', 'MODEL', 'SETTLED', '', 'REQUESTS']
  return ['', title, table([heading, ...rows], { right: [2, 4] })]
}

/** Returns the line about tasks in a statement; none without a movement. */
function taskLines(tasks: Statement['tasks']): string[] {
  if (tasks === null) return ['', 'The chain does not answer, so tasks are missing.']
  if (tasks.earned === '0' && tasks.ordered === '0') return []
  return [
    '',
    `Tasks, in the balance at the task pool: earned ${ptText(BigInt(tasks.earned))}, locked for your orders ${ptText(BigInt(tasks.ordered))}.`,
  ]
}

const sixDigits = { digits: 6 }
const minedWithinSeconds = 60
/** The amounts of the contract `DevFaucet`. */
const faucetText =
  'PT for 1,000 test dollars in its Market balance, 1 coin for gas, and up to 2,500 G tokens. infinitio wallet show prints the balances'

/**
 * Requests funds from the faucet of a development chain and waits for them. Throws `chain.not_development`,
 * `account.faucet_used` and the code of a failed message.
 */
async function askFaucet(options: CommonOptions): Promise<void> {
  const client = openClient(options)
  const account = readWalletKey(options).address.toLowerCase()
  const { relayId } = await client.requestFaucet({ account })
  const { state, code, txHash } = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds })
  if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: relayId })
  printResult({ json: options.json, value: { account, relayId, txHash }, text: `${account} received ${faucetText}.` })
}
