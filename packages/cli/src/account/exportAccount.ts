import { writeFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio account export` takes. */
export type ExportAccountOptions = CommonOptions & { readonly out?: string }

const ownerOnly = 0o600

/** Prints everything the market keeps about the wallet as JSON, or writes it to a new file only its owner can read. Throws `api.invalid_field`. */
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
