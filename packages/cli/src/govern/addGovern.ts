import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { addActs } from './addActs.ts'
import { addAudits } from './addAudits.ts'
import type { ProposeOptions, VoteOptions } from './proposalActs.ts'
import { forward, type ForwardOptions } from './forward.ts'
import { showCarbon } from './showCarbon.ts'
import { listDelegates, showDelegate, showVesting } from './showDelegates.ts'
import { showGovern, showGrants, showStake, showTreasury } from './showGovern.ts'
import { showParameters } from './showParameters.ts'
import { type ListOptions, listProposals, showProposal, showSimulation } from './showProposals.ts'

/**
 * Adds `govern`: shows the DAO and an account's share in it, and lets a wallet use its G tokens. Loads chain code on
 * demand.
 */
export function addGovern(root: Command, { withCommon, run }: Program): void {
  const govern = root.command('govern').description('the DAO: G tokens, stake, votes, treasury and reserve')
  withCommon(govern.command('show').description('reserve, G tokens, treasury and voting rules')).action((options: CommonOptions) =>
    run(options, () => showGovern(options)),
  )
  withCommon(govern.command('account [address]').description('stake, votes, unstaking and interest of an account, or of your wallet')).action(
    (address: string | undefined, options: CommonOptions) => run(options, () => showStake(address, options)),
  )
  withCommon(
    govern.command('parameters [name]').description('list the parameters that votes can change, with their limits; or show one with its history'),
  ).action((name: string | undefined, options: CommonOptions) => run(options, () => showParameters(name, options)))
  withCommon(govern.command('treasury').description('income and spending of the treasury, and burned fees')).action((options: CommonOptions) =>
    run(options, () => showTreasury(options)),
  )
  withCommon(govern.command('grants [address]').description('payments that votes made to an account, or to your wallet')).action(
    (address: string | undefined, options: CommonOptions) => run(options, () => showGrants(address, options)),
  )
  withCommon(govern.command('delegates').description('accounts with votes, largest first'))
    .option('--limit <count>', 'rows, 1 to 100', '50')
    .option('--cursor <cursor>', 'next page: nextCursor of the last answer')
    .action((options: ListOptions) => run(options, () => listDelegates(options)))
  withCommon(govern.command('voter <address>').description('votes of an account: the stakes behind them, and its votes with reasons')).action(
    (address: string, options: CommonOptions) => run(options, () => showDelegate(address, options)),
  )
  withCommon(govern.command('vesting').description('the grants of genesis: vested, paid and payable amounts')).action((options: CommonOptions) =>
    run(options, () => showVesting(options)),
  )
  const tokenFile = new Option('--token-file <file>', "file with the market's token: local.token in its data folder")
  withCommon(govern.command('forward <hours>').description('move the time of a development chain forward; works only on its own computer'))
    .addOption(tokenFile.env('INFINITIO_TOKEN_FILE'))
    .addOption(new Option('--data-folder <folder>').env('INFINITIO_DATA').hideHelp())
    .option('--yes', 'do not ask for confirmation', false)
    .action((hours: string, options: ForwardOptions) => run(options, () => forward(hours, options)))
  addProposals(govern, { withCommon, run })
  withCommon(govern.command('carbon').description('green energy proofs and the state of their audits, newest first'))
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .option('--cursor <cursor>', 'next page: nextCursor of the last answer')
    .action((options: ListOptions) => run(options, () => showCarbon(options)))
  const asking = askingOf(withCommon)
  addAudits(govern, { withCommon, run, asking })
  const acts = () => import('./stakeActs.ts')
  asking(govern.command('stake <amount>').description('stake G tokens of your wallet; staked tokens vote and earn interest')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await acts()).stake(amount, options)),
  )
  asking(govern.command('unstake <amount>').description('unstake G tokens: the votes end now, the tokens are paid after 14 days')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await acts()).unstake(amount, options)),
  )
  asking(govern.command('withdraw').description('pay unstaked tokens that are due to your wallet')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).withdrawStake(options)),
  )
  asking(govern.command('claim').description('pay your interest to your wallet')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).claimInterest(options)),
  )
  asking(govern.command('release <grant>').description('pay the vested part of a grant to its beneficiary; anyone can')).action(
    (grant: string, options: MoneyOptions) => run(options, async () => (await acts()).releaseGrant(grant, options)),
  )
  asking(govern.command('delegate <address>').description('let another account vote with your stake; your own address ends this')).action(
    (address: string, options: MoneyOptions) => run(options, async () => (await acts()).delegate(address, options)),
  )
}

/**
 * Adds the commands that read proposals and execute them. A proposal is specified by its position in the list or by
 * the governor's id.
 */
function addProposals(govern: Command, { withCommon, run }: Program): void {
  withCommon(govern.command('proposals').description('proposals, newest first'))
    .option('--limit <count>', 'rows, 1 to 50', '25')
    .option('--cursor <cursor>', 'next page: nextCursor of the last answer')
    .action((options: ListOptions) => run(options, () => listProposals(options)))
  withCommon(govern.command('proposal <id>').description('show one proposal: its changes, votes with reasons, and schedule')).action(
    (id: string, options: CommonOptions) => run(options, () => showProposal(id, options)),
  )
  withCommon(govern.command('simulate <id>').description('simulate what an open proposal would do now')).action(
    (id: string, options: CommonOptions) => run(options, () => showSimulation(id, options)),
  )
  const asking = askingOf(withCommon)
  addActs(govern, { asking, run })
  const acts = () => import('./proposalActs.ts')
  asking(govern.command('vote <id>').addArgument(new Argument('<support>').choices(['for', 'against', 'abstain'])))
    .description('vote with your stake and the stake delegated to you')
    .option('--reason <text>', 'the reason, public', '')
    .action((id: string, support: 'for' | 'against' | 'abstain', options: VoteOptions) =>
      run(options, async () => (await acts()).vote(id, { ...options, support })),
    )
  asking(govern.command('queue <id>').description('queue a passed proposal; anyone can')).action((id: string, options: MoneyOptions) =>
    run(options, async () => (await acts()).queue(id, options)),
  )
  asking(govern.command('execute <id>').description('execute a proposal that is due; anyone can')).action((id: string, options: MoneyOptions) =>
    run(options, async () => (await acts()).execute(id, options)),
  )
  asking(govern.command('bond <id>').description('unlock the bond of an ended proposal in its proposer’s stake; anyone can')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).returnBond(id, options)),
  )
  asking(govern.command('propose <parameter> <values...>'))
    .description('propose to change a bounded parameter, by its name and in the units of `govern parameters`')
    .requiredOption('--text <text>', 'the proposal and its reason; the first line is the title')
    .action((parameter: string, values: string[], options: ProposeOptions) =>
      run(options, async () => (await acts()).propose(parameter, values, options)),
    )
}

function askingOf(withCommon: Program['withCommon']) {
  return (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask for confirmation', false)
}
