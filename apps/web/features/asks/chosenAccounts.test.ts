import { expect, test } from 'vitest'
import { chosenAccounts } from '#web/features/asks/chosenAccounts.ts'

const at = (digit: string) => `0x${digit.repeat(40)}`
const own = at('f')

test('reads addresses from lines, spaces and commas, each once and in lower case', () => {
  expect(chosenAccounts(` ${at('A')}\n${at('b')},${at('a')}; ${at('c')} `, { own })).toEqual([at('a'), at('b'), at('c')])
  expect(chosenAccounts(' \n', { own })).toEqual([])
})

test.each([
  ['text that is no address', '0x12'],
  ['the own account', at('F')],
  ['more than ten accounts', Array.from({ length: 11 }, (_, index) => `0x${index.toString(16).padStart(40, '0')}`).join('\n')],
])('refuses %s', (_, text) => {
  expect(chosenAccounts(text, { own })).toBeNull()
})
