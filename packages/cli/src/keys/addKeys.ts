import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { authorizeKey, type AuthorizeKeyOptions } from './authorizeKey.ts'
import { listKeys } from './listKeys.ts'
import { makeKey, type MakeKeyOptions } from './makeKey.ts'
import { revokeKey } from './revokeKey.ts'

/** `infinitio keys`: session keys, which are the API keys of a wallet. */
export function addKeys(root: Command, { withCommon, run }: Program): void {
  const keys = root.command('keys').alias('key').description('API keys: they book, extend and end for your wallet, within limits on the chain')
  withLimits(withCommon(keys.command('make').description('make a key and give it limits; it is shown this once')))
    .option('--out <file>', 'write it to a new file that only you can read')
    .action((options: MakeKeyOptions) => run(options, () => makeKey(options)))
  withCommon(keys.command('ls').description('list your keys, with what they may spend and have spent')).action((options: CommonOptions) =>
    run(options, () => listKeys(options)),
  )
  withLimits(withCommon(keys.command('authorize <address>').description('let a key spend from your balance; again: new limits'))).action(
    (address: string, options: AuthorizeKeyOptions) => run(options, () => authorizeKey(address, options)),
  )
  withCommon(keys.command('revoke <address>').description('take it back at once')).action((address: string, options: CommonOptions) =>
    run(options, () => revokeKey(address, options)),
  )
}

function withLimits(command: Command): Command {
  return command
    .requiredOption('--total <pt>', 'at most so many PT in all')
    .option('--day <pt>', 'at most so many PT a day; the total when left out')
    .option('--hours <hours>', 'for so many hours from now', '24')
}
