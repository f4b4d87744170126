import { bountyCategories } from '@infinitio/sdk'
import { Argument, type Command, Option } from 'commander'
import type { ActOptions, BountyTimes } from './proposeAct.ts'

type Propose = (command: Command) => Command
/** Runs one of the actions that a proposal can contain. Their code is loaded on demand. */
type Run = (options: ActOptions, action: () => Promise<void>) => Promise<void>

/**
 * Adds the commands that propose an action of the DAO instead of a parameter: grants, classes, prices, regions, Directory entries, bounties, revocations and
 * upgrades.
 */
export function addActs(govern: Command, { asking, run }: { asking: Propose; run: Run }): void {
  const acts = () => import('./proposeAct.ts')
  const withText = (command: Command) => asking(command).requiredOption('--text <text>', 'what it is and why; the first line is its title')
  withText(govern.command('propose-grant <to> <amount>'))
    .description('propose to pay G tokens or PToken to an address')
    .addOption(
      new Option('--from <source>', 'the treasury’s G tokens, its PToken, or PToken from the surplus')
        .choices(['treasury-g', 'treasury-pt', 'surplus'])
        .makeOptionMandatory(),
    )
    .action((to: string, amount: string, options: ActOptions & { from: string }) =>
      run(options, async () => (await acts()).proposeGrant({ to, amount, from: options.from }, options)),
    )
  withText(govern.command('propose-class <name> <vram> <price>'))
    .description('propose a class of GPUs: its name, GB of memory, and reference price in PT per hour')
    .action((name: string, vram: string, price: string, options: ActOptions) =>
      run(options, async () => (await acts()).proposeClass({ name, vram, price }, options)),
    )
  withText(govern.command('propose-price <class> <price>'))
    .description('propose a new reference price for a class, by its number, in PT per hour')
    .action((classId: string, price: string, options: ActOptions) =>
      run(options, async () => (await acts()).proposePrice({ classId, price }, options)),
    )
  withText(govern.command('propose-region <name>'))
    .description('propose a region')
    .action((name: string, options: ActOptions) => run(options, async () => (await acts()).proposeRegion(name, options)))
  withText(govern.command('propose-entry <name> <address>'))
    .description('propose a new contract for a name in the Directory')
    .action((name: string, entry: string, options: ActOptions) => run(options, async () => (await acts()).proposeEntry({ name, entry }, options)))
  withText(govern.command('propose-bounty').addArgument(new Argument('<category>').choices(bountyCategories)).argument('<reward>'))
    .description('propose a bounty that the treasury pays in G tokens')
    .requiredOption('--wanted <text>', 'the task and its proof; the first line is the title')
    .option('--open-days <days>', 'days in which it can be claimed, including the vote, 10 to 180', '60')
    .option('--work-days <days>', 'days to do the work after a claim, 1 to 90', '14')
    .action((category: string, reward: string, options: ActOptions & BountyTimes & { wanted: string }) =>
      run(options, async () => (await acts()).proposeBounty({ category, reward }, options)),
    )
  withText(govern.command('propose-revocation <proof>'))
    .description('propose to revoke a green energy certificate and take part of its bond')
    .option('--reason <text>', 'the reason, at most 280 bytes, stored with the certificate', '')
    .action((proof: string, options: ActOptions & { reason: string }) => run(options, async () => (await acts()).proposeRevocation(proof, options)))
  withText(
    govern
      .command('propose-upgrade')
      .addArgument(new Argument('<contract>').choices(['classCatalog', 'nodeRegistry']))
      .argument('<implementation>'),
  )
    .description("propose new code for a contract that holds no users' money")
    .action((contract: string, implementation: string, options: ActOptions) =>
      run(options, async () => (await acts()).proposeUpgrade({ contract, implementation }, options)),
    )
}
