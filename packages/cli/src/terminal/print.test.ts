import { refusal } from '@infinitio/sdk'
import { afterEach, expect, test, vi } from 'vitest'
import { printError } from './print.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** Returns the lines that an error prints. */
function printed(code: Parameters<typeof refusal>[0]): string {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  printError(refusal(code, { detail: 'get /wallet' }), { json: false })
  return String(written.mock.lastCall?.[0])
}

test('an error about the rights of a key names INFINITIO_KEY if it is set', () => {
  vi.stubEnv('INFINITIO_KEY', 'infk_1')
  expect(printed('auth.key_not_allowed')).toContain('unset INFINITIO_KEY')
  expect(printed('lease.over')).not.toContain('INFINITIO_KEY')
  vi.stubEnv('INFINITIO_KEY', undefined)
  expect(printed('auth.key_not_allowed')).not.toContain('INFINITIO_KEY')
})
