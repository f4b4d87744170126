import { writeFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio account delete`. */
export type DeleteAccountOptions = CommonOptions & { readonly yes: boolean }

/**
 * Deletes the data that the market stores about the wallet. Shows the effects and asks first. Prints what was
 * deleted, what remains and why. Throws `account.leases_live` while the wallet has a lease that is not closed.
 */
export async function deleteAccount(options: DeleteAccountOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const question = `Sessions, lease names, saved searches, workloads, machine profiles and readings of ${wallet.address} will be deleted and cannot be restored. Records on the chain and in the journal remain. Delete?`
  await confirm(options, question)
  const result = await client.deleteAccount()
  const gone = Object.entries(result.deleted).map(([what, count]) => `  ${what}: ${count}`)
  const kept = result.kept.map(({ what, why }) => `  ${what}: ${why}`)
  printResult({ json: options.json, value: result, text: ['Deleted, rows:', ...gone, 'Data that remains, and why:', ...kept].join('\n') })
}

/** Options of `infinitio account export`. */
export type ExportAccountOptions = CommonOptions & { readonly out?: string }

const ownerOnly = 0o600

/**
 * Prints all data that the market stores about the wallet as JSON, or writes it to a new file that only its owner can
 * read. Throws `api.invalid_field`.
 */
export async function exportAccount(options: ExportAccountOptions): Promise<void> {
  const { client } = await signInClient(options)
  const kept = await client.exportAccount()
  const text = JSON.stringify(kept, null, 2)
  if (options.out === undefined) {
    printResult({ json: options.json, value: kept, text })
    return
  }
  writeNew(options.out, `${text}\n`)
  printResult({ json: options.json, value: { file: options.out, bytes: text.length + 1 }, text: `Written to ${options.out}.` })
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: ownerOnly, flag: 'wx' })
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--out ${file}: ${String(cause)}` })
  }
}

/** Prints the account that the command is signed in as, and when the session expires. */
export async function showSession(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { session } = await client.getSession()
  const by = session === null || session.sessionKey === null ? 'by the wallet itself' : `by its key ${session.sessionKey}`
  const text = session === null ? 'You are not signed in.' : `${session.account}, ${by}, until ${utcText(session.expiresAt)} UTC`
  printResult({ json: options.json, value: { session }, text })
}

/** Ends every session of the wallet: in browsers, in commands, and in this command. */
export async function signOutEverywhere(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.closeAllSessions()
  printResult({ json: options.json, value: { signedOut: true }, text: 'Every session of this wallet has ended. Your leases continue.' })
}
