import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const streams = process.env.TEST_LONG === '1' ? 20_000 : 2_000

test(`keeps the session working and the memory bounded when ${streams} streams are cut during a transfer`, async () => {
  const script = path.join(import.meta.dirname, '../../test/streamChurn.ts')
  // `ulimit` limits the memory of the script. If a session writes without end, the script is killed before it uses all memory of the machine.
  const child = spawn('/bin/sh', ['-c', 'ulimit -d 2000000; exec "$0" "$@"', process.execPath, script, `${streams}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = await new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
  expect({ ended, errors }).toEqual({ ended: 0, errors: '' })
})
