import { expect, it } from 'vitest'
import { leavesByKeyboard } from '#web/features/terminal/leavesByKeyboard.ts'

it('leaves Tab to the page only right after Escape, in both directions, and every other key to the shell', () => {
  const isForShell = leavesByKeyboard()
  const press = (...keys: string[]) => keys.map((key) => [isForShell({ type: 'keydown', key }), isForShell({ type: 'keyup', key })][0])
  expect(press('Tab', 'Escape', 'Tab', 'Tab')).toEqual([true, true, false, true])
  expect(press('Escape', 'Shift', 'Tab')).toEqual([true, true, false])
  expect(isForShell({ type: 'keydown', key: 'Escape' })).toBe(true)
  expect(isForShell({ type: 'keyup', key: 'a' })).toBe(true)
  expect(isForShell({ type: 'keydown', key: 'Tab' })).toBe(false)
  expect(press('Escape', 'a', 'Tab')).toEqual([true, true, true])
})
