import type { ErrorCode } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { InfinitioError } from './InfinitioError.ts'
import { refusal } from './refusal.ts'
import { waitUntil } from './waitUntil.ts'

const often = { timeoutSeconds: 5, everyMs: 1 }

it.each<[ErrorCode]>([['api.rate_limited'], ['api.database_unavailable']])('repeats a reading that fails with %s', async (code) => {
  expect(await waitUntil(readings([refused(code), refused(code), 'done']), (reading) => reading === 'done', often)).toBe('done')
})

it('throws other refusals', async () => {
  await expect(waitUntil(readings([refused('task.call_unknown'), 'done']), () => true, often)).rejects.toMatchObject({ code: 'task.call_unknown' })
})

it('throws api.timed_out if the reading never ends', async () => {
  await expect(
    waitUntil(
      async () => 'waits',
      () => false,
      { timeoutSeconds: 0.01, everyMs: 1 },
    ),
  ).rejects.toMatchObject({ code: 'api.timed_out' })
})

function refused(code: ErrorCode): Error {
  return refusal(code, { detail: 'of a test' })
}

/** Returns a function that returns these results one after another, and throws those that are errors. */
function readings(results: readonly (string | Error)[]) {
  let at = 0
  return async () => {
    const result = results[at] ?? 'done'
    at += 1
    if (result instanceof InfinitioError) throw result
    return result
  }
}
