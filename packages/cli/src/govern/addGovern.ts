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
import { showGovern, showStake, showTreasury } from './showGovern.ts'
import { showParameters } from './showParameters.ts'
import { type ListOptions, listProposals, showProposal, showSimulation } from './showProposals.ts'

/** Adds `govern`: what the DAO is, what an account has in it, and what a wallet does with its G. Chain code is loaded where it is needed. */
export function addGovern(root: Command, { withCommon, run }: Program): void {
  const govern = root.command('govern').description('the DAO: G, stake, votes, treasury and reserve')
  withCommon(govern.command('show').description('reserve, G, treasury and the rules of voting')).action((options: CommonOptions) =>
    run(options, () => showGovern(options)),
  )
  withCommon(govern.command('account [address]').description('stake, votes, unstaking and interest of an account, or of your wallet')).action(
    (address: string | undefined, options: CommonOptions) => run(options, () => showStake(address, options)),
  )
  withCommon(govern.command('parameters [name]').description('every bounded parameter with its bounds, or one with its history')).action(
    (name: string | undefined, options: CommonOptions) => run(options, () => showParameters(name, options)),
  )
  withCommon(govern.command('treasury').description('what came into the treasury and went out of it, and what of fees was burned')).action(
    (options: CommonOptions) => run(options, () => showTreasury(options)),
  )
  withCommon(govern.command('delegates').description('who has votes, most first'))
    .option('--limit <count>', 'most of them, 1 to 100', '50')
    .option('--cursor <number>', 'those after so many')
    .action((options: ListOptions) => run(options, () => listDelegates(options)))
  withCommon(govern.command('voter <address>').description('an account’s votes, whose stake they are, and how and why it voted')).action(
    (address: string, options: CommonOptions) => run(options, () => showDelegate(address, options)),
  )
  withCommon(govern.command('vesting').description('the grants of genesis: what has vested, what is paid and what can be')).action(
    (options: CommonOptions) => run(options, () => showVesting(options)),
  )
  const tokenFile = new Option('--token-file <file>', 'file with the token of the market: local.token in its data folder')
  withCommon(govern.command('forward <hours>').description('move the time of a development chain on, for everything on it; on its own machine alone'))
    .addOption(tokenFile.env('INFINITIO_TOKEN_FILE'))
    .addOption(new Option('--data-folder <folder>').env('INFINITIO_DATA').hideHelp())
    .option('--yes', 'do not ask', false)
    .action((hours: string, options: ForwardOptions) => run(options, () => forward(hours, options)))
  addProposals(govern, { withCommon, run })
  withCommon(govern.command('carbon').description('proofs of green energy and where their audits stand, newest first'))
    .option('--limit <count>', 'most of them, 1 to 25', '25')
    .option('--cursor <number>', 'those before this one')
    .action((options: ListOptions) => run(options, () => showCarbon(options)))
  const asking = askingOf(withCommon)
  addAudits(govern, { withCommon, run, asking })
  const acts = () => import('./stakeActs.ts')
  asking(govern.command('stake <amount>').description('stake G of your wallet; staked G votes and earns interest')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await acts()).stake(amount, options)),
  )
  asking(govern.command('unstake <amount>').description('take G out of the stake: votes go at once, it is paid after 14 days')).action(
    (amount: string, options: MoneyOptions) => run(options, async () => (await acts()).unstake(amount, options)),
  )
  asking(govern.command('withdraw').description('pay what was unstaked and is due to your wallet')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).withdrawStake(options)),
  )
  asking(govern.command('claim').description('pay your interest to your wallet')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).claimInterest(options)),
  )
  asking(govern.command('release <grant>').description('pay what has vested of a grant to its beneficiary; anybody may')).action(
    (grant: string, options: MoneyOptions) => run(options, async () => (await acts()).releaseGrant(grant, options)),
  )
  asking(govern.command('delegate <address>').description('say who votes with your stake; your own address takes it back')).action(
    (address: string, options: MoneyOptions) => run(options, async () => (await acts()).delegate(address, options)),
  )
}

/** Reading proposals and carrying them through. A proposal is named by its place in the list or by the governor's number. */
function addProposals(govern: Command, { withCommon, run }: Program): void {
  withCommon(govern.command('proposals').description('proposals, newest first'))
    .option('--limit <count>', 'most of them, 1 to 50', '25')
    .option('--cursor <number>', 'those before this one')
    .action((options: ListOptions) => run(options, () => listProposals(options)))
  withCommon(govern.command('proposal <id>').description('one proposal: what it changes, who voted and why, what comes when')).action(
    (id: string, options: CommonOptions) => run(options, () => showProposal(id, options)),
  )
  withCommon(govern.command('simulate <id>').description('what the calls of an open proposal would come to now')).action(
    (id: string, options: CommonOptions) => run(options, () => showSimulation(id, options)),
  )
  const asking = askingOf(withCommon)
  addActs(govern, { asking, run })
  const acts = () => import('./proposalActs.ts')
  asking(govern.command('vote <id>').addArgument(new Argument('<support>').choices(['for', 'against', 'abstain'])))
    .description('vote with your stake and what others delegate to you')
    .option('--reason <text>', 'why, shown to all', '')
    .action((id: string, support: 'for' | 'against' | 'abstain', options: VoteOptions) =>
      run(options, async () => (await acts()).vote(id, { ...options, support })),
    )
  asking(govern.command('queue <id>').description('let what passed wait for its time; anybody may')).action((id: string, options: MoneyOptions) =>
    run(options, async () => (await acts()).queue(id, options)),
  )
  asking(govern.command('execute <id>').description('carry out what is due; anybody may')).action((id: string, options: MoneyOptions) =>
    run(options, async () => (await acts()).execute(id, options)),
  )
  asking(govern.command('bond <id>').description('free the bond of an ended proposal in its proposer’s stake; anybody may')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).returnBond(id, options)),
  )
  asking(govern.command('propose <parameter> <values...>'))
    .description('propose to change a bounded parameter by its name in `govern parameters`; values as they stand there')
    .requiredOption('--text <text>', 'what it is and why; the first line is its title')
    .action((parameter: string, values: string[], options: ProposeOptions) =>
      run(options, async () => (await acts()).propose(parameter, values, options)),
    )
}

function askingOf(withCommon: Program['withCommon']) {
  return (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "chain node to ask; the market's own when left out").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask', false)
}
