import { expect, test } from 'vitest'
import { withDeviceZone } from '#web/features/settings/takeDeviceZone.ts'
import { settingsOf } from '#web/i18n/settings.ts'

test('takes the zone of the device for a reader who chose none, as no choice of the reader', () => {
  expect(withDeviceZone(settingsOf(undefined), 'Asia/Shanghai')).toMatchObject({ zone: 'Asia/Shanghai', changedAt: 0 })
  expect(withDeviceZone(settingsOf('language=zh&changedAt=5'), 'Asia/Shanghai')).toMatchObject({
    language: 'zh',
    zone: 'Asia/Shanghai',
    changedAt: 5,
  })
})

test('keeps a chosen zone, also UTC, and takes no zone that is UTC or unknown', () => {
  expect(withDeviceZone(settingsOf('zone=UTC'), 'Asia/Shanghai')).toBeNull()
  expect(withDeviceZone(settingsOf('zone=Europe/Berlin'), 'Asia/Shanghai')).toBeNull()
  for (const device of ['UTC', 'Etc/UTC', 'Nowhere/Land', '']) expect(withDeviceZone(settingsOf(undefined), device)).toBeNull()
})
