import { expect, test } from 'vitest'
import { agreed, confirm } from './ask.ts'

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
