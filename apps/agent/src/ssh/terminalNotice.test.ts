import { expect, test } from 'vitest'
import { terminalNotice } from './terminalNotice.ts'

test('begins every line of a notice at the left edge', () => {
  expect(terminalNotice('one')).toBe('\r\none\r\n')
  expect(terminalNotice('one\ntwo\r\nthree')).toBe('\r\none\r\ntwo\r\nthree\r\n')
})
