import { exitCodeOf, InfinitioError } from '@infinitio/sdk'
import { type Json, withFields } from '../json/chosenFields.ts'

/**
 * Prints a result: one JSON line with `--json`, only some fields of a list with `--fields`, else text for a person. Throws `api.invalid_field` for a field that
 * no item of the list has.
 */
export function printResult({ json, value, text }: { json: Json; value: unknown; text: string }): void {
  const shown = typeof json === 'boolean' ? value : withFields(value, json)
  process.stdout.write(json === false ? `${text}\n` : `${JSON.stringify(shown)}\n`)
}

/**
 * Prints an error with its code on standard error and returns its exit code from the error table. `--json` prints one JSON line. If the command acts with an
 * API key, an error about the rights of that key says where the key comes from.
 */
export function printError(error: unknown, { json, apiKey }: { json: Json; apiKey?: string | undefined }): number {
  const known = error instanceof InfinitioError ? error : null
  const code = known?.code ?? 'api.internal'
  const sentence = known?.sentence ?? (error instanceof Error ? error.message : String(error))
  const detail = known?.detail ?? ''
  const hint = apiKey !== undefined && aboutKey.has(code) ? [keyHint] : []
  const line = json
    ? JSON.stringify({ error: { code, sentence, detail, requestId: known?.requestId ?? null, errors: known?.errors ?? [] } })
    : [`${sentence}${detail === '' ? '' : ` [${detail}]`} (${code})`, ...otherFields(known), ...hint].join('\n')
  process.stderr.write(`${line}\n`)
  return exitCodeOf(error)
}

const keyHint =
  'This command acts with an API key, from INFINITIO_KEY or from your profile. To act with your wallet: unset INFINITIO_KEY, or choose another --profile'

const aboutKey: ReadonlySet<string> = new Set(['auth.key_not_allowed', 'auth.forbidden', 'wallet.key_unreadable'])

/** Lists the invalid fields except the first, which is already in the error's detail. */
function otherFields(error: InfinitioError | null): string[] {
  return (error?.errors ?? []).slice(1).map(({ in: part, pointer, detail }) => `  also ${part}${pointer.replaceAll('/', '.')}: ${detail}`)
}

/** Shows one terminal line that each call overwrites; `done` clears it. Writes nothing without a terminal. */
export function progressLine(): { show: (text: string) => void; done: () => void } {
  const write = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
  }
  return { show: write, done: () => write('') }
}
