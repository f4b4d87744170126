import type { Json } from '../json/chosenFields.ts'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { refusal } from '@infinitio/sdk'
import { table } from './texts.ts'

/**
 * Asks for confirmation on the terminal, unless `--yes` is set. Throws `wallet.not_confirmed` for any answer except "y" or "yes". Also throws it without a
 * terminal, so that no script continues without a confirmation.
 */
export async function confirm({ yes }: { readonly yes: boolean }, question: string): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY) throw refusal('wallet.not_confirmed', { detail: `no terminal to ask: ${question}` })
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-D closes the input without an answer. Then the answer is an empty text.
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended])
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw refusal('wallet.not_confirmed', { detail: question })
}

/**
 * Asks for confirmation only if a person is at the terminal, unless `--yes` is set. Without a terminal it asks nothing, so a script that runs the command means it.
 * Throws `wallet.not_confirmed` for any answer except "y" or "yes".
 */
export async function confirmOnTerminal({ yes }: { readonly yes: boolean }, question: string): Promise<void> {
  await confirm({ yes: yes || !process.stdin.isTTY }, question)
}

/** Asks for a text and hides it during typing. Throws `api.invalid_field` without a terminal. */
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

/**
 * Prints what will be signed, line by line, and asks for confirmation. Throws `wallet.not_confirmed` without consent,
 * unless `--yes` is set.
 */
export async function agreed({ yes, json }: { yes: boolean; json: Json }, lines: readonly (readonly [string, string])[]): Promise<void> {
  if (!json) process.stderr.write(`${table(lines, { right: [1] })}\n`)
  await confirm({ yes }, 'Sign?')
}
