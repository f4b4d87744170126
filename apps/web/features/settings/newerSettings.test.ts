import { expect, test } from 'vitest'
import { newerSettings } from '#web/features/settings/newerSettings.ts'
import { settingsOf } from '#web/i18n/settings.ts'

const at = (changedAt: number) => ({ ...settingsOf(undefined), changedAt })

test('prefers the later of two changes, and ignores a browser without choices', () => {
  expect(newerSettings({ here: at(5), kept: at(9) })).toBe('take')
  expect(newerSettings({ here: at(0), kept: at(9) })).toBe('take')
  expect(newerSettings({ here: at(9), kept: at(5) })).toBe('give')
  expect(newerSettings({ here: at(9), kept: null })).toBe('give')
  expect(newerSettings({ here: at(9), kept: at(9) })).toBe('same')
  expect(newerSettings({ here: at(0), kept: null })).toBe('same')
})
