import { InfinitioError } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { problemOf } from '#web/parts/api/problem.ts'

const failed = (code: string, requestId: string | null) =>
  new InfinitioError({ code, status: 500, sentence: 'Report the request id.', detail: '', requestId, retryAfterSeconds: null })

test('the sentence that asks for the number of the request contains it', () => {
  expect(problemOf(failed('api.internal', '2dff4b26')).sentence).toBe('Report the request id. (2dff4b26)')
  expect(problemOf(failed('api.internal', null)).sentence).toBe('Report the request id.')
  expect(problemOf(failed('api.not_found', '2dff4b26')).sentence).toBe('Report the request id.')
})
