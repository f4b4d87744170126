import { spawn } from 'node:child_process'

const mostWords = 20_000

/** How a program ended, and the last of what it said on both its streams. */
export type Ended = { readonly code: number | null; readonly words: string }

/** Runs a program to its end. Throws when it cannot be started. */
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
