import { expect, test } from 'vitest'
import { terminalNotice } from './terminalNotice.ts'

test('every line of a notice begins where lines begin', () => {
  expect(terminalNotice('one')).toBe('\r\none\r\n')
  expect(terminalNotice('one\ntwo\r\nthree')).toBe('\r\none\r\ntwo\r\nthree\r\n')
})
