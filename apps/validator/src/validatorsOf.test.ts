import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { validatorEnv } from './env.ts'
import { validatorsOf } from './validatorsOf.ts'

const [one, other] = [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`]

it('gives each key its own folder', () => {
  expect(validatorsOf(settings('/data/one,/data/two'))).toEqual([
    { privateKey: one, dataDir: '/data/one', door: null },
    { privateKey: other, dataDir: '/data/two', door: null },
  ])
})

it.each(['/data/one', '/data/one,/data/one', '/data/one,/data/two,/data/three'])('refuses the folders %s for two keys', (folders) => {
  expect(() => validatorsOf(settings(folders))).toThrow('a folder of its own for each file')
})

it('gives each key its own door, or none', () => {
  const doors = { DOOR_URL: ['http://one:1', 'https://two'], DOOR_PORT: [7_691, 7_692] }
  expect(validatorsOf({ ...settings('/data/one,/data/two'), ...doors }).map(({ door }) => door)).toEqual([
    { url: 'http://one:1', port: 7_691 },
    { url: 'https://two', port: 7_692 },
  ])
  for (const wrong of [{ DOOR_URL: ['http://one'] }, { DOOR_PORT: [7_691] }, { DOOR_URL: ['http://one/', 'ftp://two'] }])
    expect(() => validatorsOf({ ...settings('/data/one,/data/two'), ...doors, ...wrong })).toThrow('DOOR_URL')
})

it('reads where the process runs in degrees, and refuses points outside the Earth', () => {
  const { VALIDATOR_PLACE } = validatorEnv.shape
  expect(VALIDATOR_PLACE.parse('50.11, 8.68')).toEqual({ latitude: 5_011, longitude: 868 })
  expect(VALIDATOR_PLACE.parse('-33.868,-70.5')).toEqual({ latitude: -3_387, longitude: -7_050 })
  for (const wrong of ['', '50.11', '90.01, 0', '0, 180.1', '50°, 8°', '1, 2, 3']) expect(VALIDATOR_PLACE.safeParse(wrong).success).toBe(false)
})

it('refuses an empty name', () => {
  expect(() => settings('/data/one,')).toThrow()
})

function settings(folders: string) {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-validators-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = [one, other].map((key, place) => {
    const file = join(folder, `${place}.key`)
    writeFileSync(file, `${key}\n`, { mode: 0o600 })
    return file
  })
  const { VALIDATOR_KEY_FILE, VALIDATOR_DATA_DIR } = validatorEnv.shape
  return { VALIDATOR_KEY_FILE: VALIDATOR_KEY_FILE.parse(files.join(',')), VALIDATOR_DATA_DIR: VALIDATOR_DATA_DIR.parse(folders) }
}
