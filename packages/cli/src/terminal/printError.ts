import { exitCodeOf, InfinitioError } from '@infinitio/sdk'

/** Says on standard error what went wrong, with its code, and returns the exit code of the error table. With `--json` it is one JSON line. */
export function printError(error: unknown, { json }: { json: boolean }): number {
  const known = error instanceof InfinitioError ? error : null
  const code = known?.code ?? 'api.internal'
  const sentence = known?.sentence ?? (error instanceof Error ? error.message : String(error))
  const detail = known?.detail ?? ''
  const line = json
    ? JSON.stringify({ error: { code, sentence, detail, requestId: known?.requestId ?? null } })
    : `${sentence}${detail === '' ? '' : ` [${detail}]`} (${code})`
  process.stderr.write(`${line}\n`)
  return exitCodeOf(error)
}
