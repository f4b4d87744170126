import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { refusal } from '@infinitio/sdk'

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
