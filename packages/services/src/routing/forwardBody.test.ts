import { expect, test } from 'vitest'
import { forwardBody } from './forwardBody.ts'

test('a router changes the name of the model, and removes the fields that only it reads', () => {
  const body = {
    stream: true,
    model: 'llama',
    provider: { order: ['0x1'] },
    models: ['other'],
    messages: [{ role: 'user', content: 'Hi', region: 'kept' }],
  }
  expect(forwardBody(body, { upstreamModel: 'served' })).toBe(
    '{"stream":true,"model":"served","messages":[{"role":"user","content":"Hi","region":"kept"}]}',
  )
})

test('a request without a model gets none', () => {
  expect(forwardBody({ input: 'a' }, { upstreamModel: 'served' })).toBe('{"input":"a"}')
})
