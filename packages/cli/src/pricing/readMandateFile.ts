import { readFileSync } from 'node:fs'
import { readSignedMandate, refusal, type SignedMandate } from '@infinitio/sdk'

/** The signed mandate in a file. Throws `api.invalid_field`, also when the file cannot be read. */
export function readMandateFile(file: string): SignedMandate {
  return readSignedMandate(textOf(file))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--mandate ${String(cause)}` })
  }
}
