import { spawn } from 'node:child_process'

const mostWords = 20_000

/** The exit code of a program, and the last part of its output (stdout and stderr together). */
export type Ended = { readonly code: number | null; readonly words: string }

/** Runs a program to its end. Throws if it cannot start. */
export function runProgram(file: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Ended> {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      words += text
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, words: words.slice(-mostWords) }))
  })
}
