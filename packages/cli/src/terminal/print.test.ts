import { refusal } from '@infinitio/sdk'
import { afterEach, expect, test, vi } from 'vitest'
import { printError } from './print.ts'

afterEach(() => void vi.restoreAllMocks())

/** Returns the lines that an error prints. */
function printed(code: Parameters<typeof refusal>[0], apiKey?: string): string {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  printError(refusal(code, { detail: 'get /wallet' }), { json: false, apiKey })
  return String(written.mock.lastCall?.[0])
}

test('an error about the rights of a key names INFINITIO_KEY if the command acts with an API key', () => {
  expect(printed('auth.key_not_allowed', 'infk_1')).toContain('unset INFINITIO_KEY')
  expect(printed('lease.over', 'infk_1')).not.toContain('INFINITIO_KEY')
  expect(printed('auth.key_not_allowed')).not.toContain('INFINITIO_KEY')
})
