import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { AddOptions } from './routeKeys.ts'

/** Adds `infinitio route keys` and `infinitio route usage`: the API keys of a router on this computer, and their use. */
export function addRouteKeys(
  route: Command,
  { onChain, run }: { readonly onChain: (command: Command) => Command; readonly run: Program['run'] },
): void {
  const keys = route.command('keys').description('API keys of your router: for your programs, or for other people')
  onChain(keys.command('add').description('make an API key; it is shown only once'))
    .requiredOption('--name <name>', 'who uses the key')
    .option('--budget <pt>', 'most PT that the key spends in a day (UTC; default: no limit)')
    .action((options: AddOptions) => run(options, async () => (await import('./routeKeys.ts')).addKey(options)))
  onChain(keys.command('ls').description('list the API keys, with their spending of today')).action((options: MoneyOptions) =>
    run(options, async () => (await import('./routeKeys.ts')).listKeys(options)),
  )
  onChain(keys.command('revoke <key>').description('revoke an API key at once, by its ID')).action((id: string, options: MoneyOptions) =>
    run(options, async () => (await import('./routeKeys.ts')).revokeKey(id, options)),
  )
  onChain(route.command('usage').description('spending by key, model and day (UTC)')).action((options: MoneyOptions) =>
    run(options, async () => (await import('./routeKeys.ts')).showUsage(options)),
  )
}
