import { type Client, languages, refusal } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { writeNewFile } from '../terminal/newFile.ts'
import { printResult } from '../terminal/print.ts'
import { facts, utcText } from '../terminal/texts.ts'

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
    .addOption(new Option('--language <code>', 'language').choices([...languages, 'none']))
    .option('--zone <name>', 'time zone, for example Asia/Shanghai')
    .addOption(new Option('--clock <hours>', '24-hour or 12-hour clock').choices(['24', '12', 'none']))
    .option('--currency <code>', 'currency to show beside PT, for example EUR')
    .addOption(new Option('--theme <name>', 'colours').choices(['light', 'dark', 'none']))
    .action((options: SetPreferencesOptions) => run(options, () => setPreferences(options)))
}

type Settings = Parameters<Client['saveSettings']>[0]

/** Options of `infinitio settings set`. The value `none` clears a setting; a missing option leaves the setting unchanged. */
type SetPreferencesOptions = CommonOptions & { readonly [Name in keyof Settings]?: string }

const nothingChosen: Settings = { language: null, zone: null, clock: null, currency: null, theme: null }
const names = Object.keys(nothingChosen) as (keyof Settings)[]

/** Prints the page settings of the wallet. */
async function showPreferences(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(options, await storedSettings(client))
}

/** Changes the given settings and leaves the others unchanged. Throws `api.invalid_field` for an invalid value, and if no setting is given. */
async function setPreferences(options: SetPreferencesOptions): Promise<void> {
  const said = names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name] === 'none' ? null : options[name]] as const]))
  if (said.length === 0) throw refusal('api.invalid_field', { detail: names.map((name) => `--${name}`).join(', ') })
  const { client } = await signInClient(options)
  // The market checks the value of each setting.
  await client.saveSettings({ ...(await storedSettings(client)), ...Object.fromEntries(said) } as Settings)
  print(options, await storedSettings(client))
}

async function storedSettings(client: Client): Promise<Settings> {
  const { settings } = await client.getSettings()
  if (settings === null) return nothingChosen
  const { changedAt: _, ...chosen } = settings
  return chosen
}

function print({ json }: CommonOptions, settings: Settings): void {
  printResult({ json, value: settings, text: facts(settings) || 'No settings chosen.' })
}

/** Options of `infinitio account delete`. */
type DeleteAccountOptions = CommonOptions & { readonly yes: boolean }

/**
 * Deletes the data that the market stores about the wallet. Shows the effects and asks first. Prints what was
 * deleted, what remains and why. Throws `account.leases_live` while the wallet has a lease that is not closed.
 */
async function deleteAccount(options: DeleteAccountOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const question = `Sessions, lease names, saved searches, workloads, machine profiles and readings of ${wallet.address} will be deleted and cannot be restored. Records on the chain and in the journal remain. Delete?`
  await confirm(options, question)
  const result = await client.deleteAccount()
  const gone = Object.entries(result.deleted).map(([what, count]) => `  ${what}: ${count}`)
  const kept = result.kept.map(({ what, why }) => `  ${what}: ${why}`)
  printResult({ json: options.json, value: result, text: ['Deleted, rows:', ...gone, 'Data that remains, and why:', ...kept].join('\n') })
}

/** Options of `infinitio account export`. */
type ExportAccountOptions = CommonOptions & { readonly out?: string }

/**
 * Prints all data that the market stores about the wallet as JSON, or writes it to a new file that only its owner can
 * read. Throws `api.invalid_field`.
 */
async function exportAccount(options: ExportAccountOptions): Promise<void> {
  const { client } = await signInClient(options)
  const kept = await client.exportAccount()
  const text = JSON.stringify(kept, null, 2)
  if (options.out === undefined) {
    printResult({ json: options.json, value: kept, text })
    return
  }
  writeNewFile(options.out, `${text}\n`, { option: '--out' })
  printResult({ json: options.json, value: { file: options.out, bytes: text.length + 1 }, text: `Written to ${options.out}.` })
}

/** Prints the account that the command is signed in as, and when the session expires. */
async function showSession(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { session } = await client.getSession()
  const by = session === null || session.sessionKey === null ? 'by the wallet itself' : `by its key ${session.sessionKey}`
  const text = session === null ? 'You are not signed in.' : `${session.account}, ${by}, until ${utcText(session.expiresAt)} UTC`
  printResult({ json: options.json, value: { session }, text })
}

/** Ends every session of the wallet: in browsers, in commands, and in this command. */
async function signOutEverywhere(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.closeAllSessions()
  printResult({ json: options.json, value: { signedOut: true }, text: 'Every session of this wallet has ended. Your leases continue.' })
}
