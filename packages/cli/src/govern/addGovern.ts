import { type Command, Option } from 'commander'
import type { OrdersProgram } from '../orders/addOrders.ts'
import type { CommonOptions } from '../settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { showGovern, showStake } from './showGovern.ts'

/** Adds `govern`: what the DAO is, what an account has in it, and what a wallet does with its G. Chain code is loaded where it is needed. */
export function addGovern(root: Command, { withCommon, run }: OrdersProgram): void {
  const govern = root.command('govern').description('the DAO: G, stake, votes, treasury and reserve')
  withCommon(govern.command('show').description('reserve, G, treasury and the rules of voting')).action((options: CommonOptions) =>
    run(options, () => showGovern(options).then(nothing)),
  )
  withCommon(govern.command('account [address]').description('stake, votes, unstaking and interest of an account, or of your wallet')).action(
    (address: string | undefined, options: CommonOptions) => run(options, () => showStake(address, options).then(nothing)),
  )
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "chain node to ask; the market's own when left out").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask', false)
  const acts = () => import('./carryGovern.ts')
  asking(govern.command('stake <amount>').description('stake G of your wallet; staked G votes and earns interest')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await acts()).stake(amount, options).then(nothing)),
  )
  asking(govern.command('unstake <amount>').description('take G out of the stake: votes go at once, it is paid after 14 days')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await acts()).unstake(amount, options).then(nothing)),
  )
  asking(govern.command('withdraw').description('pay what was unstaked and is due to your wallet')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).withdrawStake(options).then(nothing)),
  )
  asking(govern.command('claim').description('pay your interest to your wallet')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).claimInterest(options).then(nothing)),
  )
  asking(govern.command('delegate <address>').description('say who votes with your stake; your own address takes it back')).action(
    (address: string, options: MoneyOptions) => run(options, async () => (await acts()).delegate(address, options).then(nothing)),
  )
}

const nothing = () => undefined
