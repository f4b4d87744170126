import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

test('keeps the process running when a stream is cut 0 to 5 turns after the other side ended the line', async () => {
  const script = path.join(import.meta.dirname, '../../test/cutAfterEnd.ts')
  const child = spawn(process.execPath, [script, '5'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = await new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
  expect({ ended, errors }).toEqual({ ended: 0, errors: '' })
})
