import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { refusal } from '@infinitio/sdk'
import { table } from './texts.ts'

/** Asks a person on the terminal; anything but "y" or "yes" is a no. Where nobody sits at a terminal the answer is no. */
export async function askYes(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** Asks a person for something that is not shown while it is typed. Throws `api.invalid_field` where nobody sits at a terminal. */
export async function askHidden(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw refusal('api.invalid_field', { detail: `no environment variable and no terminal to ask for ${question.trim()}` })
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  const answer = await terminal.question('')
  terminal.close()
  process.stderr.write('\n')
  return answer
}

/** Shows what will be signed, line by line, and asks. Throws `wallet.rejected` unless the person agrees, or `--yes` was said. */
export async function agreed({ yes, json }: { yes: boolean; json: boolean }, lines: readonly (readonly [string, string])[]): Promise<void> {
  if (!json) process.stderr.write(`${table(lines, { right: [1] })}\n`)
  if (yes || (await askYes('Sign?'))) return
  throw refusal('wallet.rejected', { detail: 'nothing was signed; --yes does not ask' })
}
