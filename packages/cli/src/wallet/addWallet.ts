import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions, WithdrawOptions } from './moveMoney.ts'
import type { StatementOptions } from './showStatement.ts'

/** `infinitio wallet`: what the wallet has here and itself, PToken from the reserve coin and back, into the market and out, month by month. */
export function addWallet(root: Command, { withCommon, run }: Program): void {
  const wallet = root.command('wallet').description('your money: what you have, mint and redeem, deposit and withdraw, statements')
  // Chain code is loaded for these commands alone.
  const withRpc = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "chain node to ask; the market's own when left out").env('INFINITIO_RPC'))
  const asking = (command: Command) => withRpc(command).option('--yes', 'do not ask', false)
  withRpc(wallet.command('show').description('what you have in the market, and what the wallet itself holds')).action((options: MoneyOptions) =>
    run(options, async () => (await import('./showWallet.ts')).showWallet(options)),
  )
  asking(wallet.command('mint <usd>').description('PToken from the reserve coin: 2 % stays in the reserve')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await import('./convertMoney.ts')).mint(amount, options)),
  )
  asking(wallet.command('redeem <pt>').description('PToken back into the reserve coin, one to one')).action((amount: string, options: MoneyOptions) =>
    run(options, async () => (await import('./convertMoney.ts')).redeem(amount, options)),
  )
  asking(wallet.command('deposit <pt>').description('PToken of the wallet into the market, without gas')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await import('./moveMoney.ts')).deposit(amount, options)),
  )
  asking(wallet.command('withdraw <pt>').description('PToken out of the market, without gas'))
    .option('--to <address>', 'there; to the wallet when left out')
    .action((amount: string, options: WithdrawOptions) => run(options, async () => (await import('./moveMoney.ts')).withdraw(amount, options)))
  withCommon(wallet.command('faucet').description('test money for your wallet, once; on a development chain alone')).action(
    (options: CommonOptions) => run(options, async () => (await import('./askFaucet.ts')).askFaucet(options)),
  )
  withCommon(wallet.command('statement [month]').description('what moved in a month such as 2026-11, from final blocks; this month when left out'))
    .option('--csv', 'print CSV', false)
    .action((month: string | undefined, options: CommonOptions & StatementOptions) =>
      run(options, async () => (await import('./showStatement.ts')).showStatement(month, options)),
    )
}
