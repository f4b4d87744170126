import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { agreed, confirm, confirmOnTerminal } from './ask.ts'

// The standard input of a test is not a terminal, so each question is refused.
const refused = expect.objectContaining({ code: 'wallet.not_confirmed', detail: expect.stringContaining('Extend?') })

test('a question that nobody can answer is an error, and not a success', async () => {
  await expect(confirm({ yes: false }, 'Extend?')).rejects.toEqual(refused)
  await expect(agreed({ yes: false, json: true }, [])).rejects.toMatchObject({ code: 'wallet.not_confirmed' })
})

test('--yes asks nothing', async () => {
  await confirm({ yes: true }, 'Extend?')
  await agreed({ yes: true, json: true }, [])
})

const { isTTY } = process.stdin
afterEach(() => {
  process.stdin.isTTY = isTTY
})

test('the end of a lease asks a person at a terminal, and no script', async () => {
  await confirmOnTerminal({ yes: false }, 'End?')
  process.stdin.isTTY = true
  await confirmOnTerminal({ yes: true }, 'End?')
  const refusal = expect(confirmOnTerminal({ yes: false }, 'End?')).rejects.toMatchObject({ code: 'wallet.not_confirmed', detail: 'End?' })
  process.stdin.emit('data', Buffer.from('n\n'))
  await refusal
})

test('only one file of this package asks questions, so every command stops when a person refuses', () => {
  const sources = join(import.meta.dirname, '..')
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const asking = files.filter((file) => /\.question\(|readline\/promises/.test(readFileSync(join(sources, file), 'utf8')))
  expect(asking).toEqual([join('terminal', 'ask.ts')])
})
