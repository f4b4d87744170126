import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { deleteAccount, type DeleteAccountOptions, exportAccount, type ExportAccountOptions, showSession, signOutEverywhere } from './account.ts'
import { setPreferences, type SetPreferencesOptions, showPreferences } from './preferences.ts'

/** Adds `account` (stored data, sessions and page settings of a wallet) and `settings` (only the page settings). */
export function addAccount(root: Command, { withCommon, run }: Program): void {
  const account = root.command('account').description('data that the market stores about your wallet')
  withCommon(account.command('show').description('show whether you are signed in with the wallet or with a session key')).action(
    (options: CommonOptions) => run(options, () => showSession(options)),
  )
  withCommon(account.command('export').description('print the data as JSON'))
    .option('--out <file>', 'write it to a new file')
    .action((options: ExportAccountOptions) => run(options, () => exportAccount(options)))
  withCommon(account.command('delete').description('delete the data, and list what remains and why'))
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: DeleteAccountOptions) => run(options, () => deleteAccount(options)))
  withCommon(account.command('sign-out').description('end every session of your wallet, also in browsers')).action((options: CommonOptions) =>
    run(options, () => signOutEverywhere(options)),
  )
  const settings = root.command('settings').description('display settings of the pages for your account')
  withCommon(settings.command('show').description('print the settings')).action((options: CommonOptions) =>
    run(options, () => showPreferences(options)),
  )
  withCommon(settings.command('set').description('change settings; the value none clears a setting'))
    .addOption(new Option('--language <code>', 'language').choices(['en', 'zh', 'none']))
    .option('--zone <name>', 'time zone, for example Asia/Shanghai')
    .addOption(new Option('--clock <hours>', '24-hour or 12-hour clock').choices(['24', '12', 'none']))
    .option('--currency <code>', 'currency to show beside PT, for example EUR')
    .addOption(new Option('--theme <name>', 'colours').choices(['light', 'dark', 'none']))
    .action((options: SetPreferencesOptions) => run(options, () => setPreferences(options)))
}
