import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { deleteAccount, type DeleteAccountOptions, exportAccount, type ExportAccountOptions, showSession, signOutEverywhere } from './account.ts'
import { setPreferences, type SetPreferencesOptions, showPreferences } from './preferences.ts'

/** Adds `account`: what the market keeps about a wallet, who is signed in, how pages are read; and `settings`, the last alone. */
export function addAccount(root: Command, { withCommon, run }: Program): void {
  const account = root.command('account').description('what the market keeps about your wallet')
  withCommon(account.command('show').description('as whom you are signed in: the wallet, or a key of it')).action((options: CommonOptions) =>
    run(options, () => showSession(options)),
  )
  withCommon(account.command('export').description('print it as JSON'))
    .option('--out <file>', 'write it to a new file')
    .action((options: ExportAccountOptions) => run(options, () => exportAccount(options)))
  withCommon(account.command('delete').description('delete it, and say what stays and why'))
    .option('--yes', 'do not ask', false)
    .action((options: DeleteAccountOptions) => run(options, () => deleteAccount(options)))
  withCommon(account.command('sign-out').description('end every session of your wallet, in browsers too')).action((options: CommonOptions) =>
    run(options, () => signOutEverywhere(options)),
  )
  const settings = root.command('settings').description('how the pages read where you are signed in')
  withCommon(settings.command('show').description('print them')).action((options: CommonOptions) => run(options, () => showPreferences(options)))
  withCommon(settings.command('set').description('change some; none takes a choice back'))
    .addOption(new Option('--language <code>', 'language').choices(['en', 'zh', 'none']))
    .option('--zone <name>', 'time zone, as Asia/Shanghai')
    .addOption(new Option('--clock <hours>', 'hours of the clock').choices(['24', '12', 'none']))
    .option('--currency <code>', 'shown beside PT, as EUR')
    .addOption(new Option('--theme <name>', 'colours').choices(['light', 'dark', 'none']))
    .action((options: SetPreferencesOptions) => run(options, () => setPreferences(options)))
}
