import { refusal } from '@infinitio/sdk'
import { askYes } from '../terminal/askYes.ts'
import { table } from '../terminal/table.ts'

/** Shows what will be signed, line by line, and asks. Throws `wallet.rejected` unless the person agrees, or `--yes` was said. */
export async function agreed({ yes, json }: { yes: boolean; json: boolean }, lines: readonly (readonly [string, string])[]): Promise<void> {
  if (!json) process.stderr.write(`${table(lines, { right: [1] })}\n`)
  if (yes || (await askYes('Sign?'))) return
  throw refusal('wallet.rejected', { detail: 'nothing was signed; --yes does not ask' })
}
