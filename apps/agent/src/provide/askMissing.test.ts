import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pty from '@lydell/node-pty'
import { programFile } from '@infinitio/process/test'
import { expect, onTestFinished, test } from 'vitest'

const program = programFile('apps/agent/src/provide.ts')

test('asks at a terminal for missing settings, and uses the answers', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-ask-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const keyFile = path.join(folder, 'my wallet.key')
  const answers = [
    ['Price, PT per GPU-hour: ', '0.25'],
    ['Days that', ''],
    ['Country', 'Norwya'],
    ['Did you mean Norway?', 'Norway'],
  ]
  const words = ['--check', '--url', 'http://127.0.0.1:1', '--data', path.join(folder, 'data')]
  const { code, text } = await converse([...words, '--key-file', keyFile], answers)
  expect(text).toContain('Norwya is not a country')
  expect(text).toMatch(/✓ country +Norway/)
  expect(text).toContain('✓ price        0.2500 PT per GPU-hour')
  expect(text).toContain(`✗ wallet key   the key file ${keyFile} cannot be read (ENOENT)`)
  expect(text).toContain(
    `infinitio provide --check --url http://127.0.0.1:1 --data ${path.join(folder, 'data')} --runtime local --key-file '${keyFile}'`,
  )
  expect(code).toBe(81)

  const byLink = await converse(words, [answers[0] ?? [], ['Country', 'Norway']])
  expect(byLink.text).toContain('✓ wallet key   not here: your wallet signs in the browser')
  expect(byLink.text).not.toContain('Days that')
})

/**
 * Runs the agent's `provide` on a pseudo-terminal, and types each answer when its question appears. Resolves with the exit code and everything that was
 * printed.
 */
function converse(words: string[], answers: readonly string[][]): Promise<{ code: number; text: string }> {
  const { INFINITIO_URL: _url, INFINITIO_KEY_FILE: _key, INFINITIO_PRICE: _price, ...env } = process.env
  const terminal = pty.spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words, '--runtime', 'local'], { cols: 200, env })
  let text = ''
  let answered = 0
  terminal.onData((part) => {
    text += part
    const [question, answer] = answers[answered] ?? []
    if (question === undefined || !text.includes(question)) return
    answered += 1
    terminal.write(`${answer}\r`)
  })
  return new Promise((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, text }))
  })
}
