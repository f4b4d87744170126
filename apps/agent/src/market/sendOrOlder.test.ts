import { InfinitioError } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { sendOrOlder } from './sendOrOlder.ts'

const refused = (code: string) => new InfinitioError({ code, status: 400, sentence: '', detail: '', requestId: null, retryAfterSeconds: null })
const beat = { nodes: ['0xa'], lost: [{ node: '0xa', gpus: 1 }] }
const older = { nodes: ['0xa'] }

/** A market that refuses the newer field with this code, and what it was sent. */
function marketThat(code: string) {
  const sent: object[] = []
  const send = async (request: object) => {
    sent.push(request)
    if ('lost' in request) throw refused(code)
    return 'beaten'
  }
  return { sent, send }
}

test.each(['api.unknown_field', 'api.invalid_field'])('an older market, which refuses a field as %s, gets the request without it', async (code) => {
  const { sent, send } = marketThat(code)
  expect(await sendOrOlder<object, string>({ request: beat, older }, send)).toBe('beaten')
  expect(sent).toEqual([beat, older])
})

test('a request is not sent again after another error, or if it has no newer field', async () => {
  const busy = marketThat('api.internal')
  await expect(sendOrOlder<object, string>({ request: beat, older }, busy.send)).rejects.toMatchObject({ code: 'api.internal' })
  const wrong = marketThat('api.invalid_field')
  await expect(sendOrOlder<object, string>({ request: beat, older: null }, wrong.send)).rejects.toMatchObject({ code: 'api.invalid_field' })
  expect([busy.sent, wrong.sent]).toEqual([[beat], [beat]])
})
