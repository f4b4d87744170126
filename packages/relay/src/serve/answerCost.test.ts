import { mostPromptTokens } from '@infinitio/services'
import { describe, expect, it } from 'vitest'
import { RelayError } from '../relayError.ts'
import { unitsOf } from './answerCost.ts'
import { checkedRequest } from './checkedRequest.ts'
import type { ServeParts } from './serveParts.ts'

const parts = {
  terms: { model: 'm' } as ServeParts['terms'],
  isChainRead: () => true,
  fetchImages: () => Promise.reject(new Error('this test loads nothing')),
}
const check = (fields: object) => {
  const body = new TextEncoder().encode(JSON.stringify({ model: 'm', stream: true, ...fields }))
  return checkedRequest(parts, { body, path: '/v1/chat/completions' })
}
const asked = (url: string) =>
  check({ messages: [{ role: 'user', content: Array.from({ length: 8 }, () => ({ type: 'image_url', image_url: { url } })) }] })
const codeOf = (call: () => unknown) => {
  try {
    call()
    return null
  } catch (error) {
    return error instanceof RelayError ? error.code : null
  }
}

describe('a request with images', () => {
  it('pays for its images if its client disconnects before the token counts arrive, and no more than a client accepts', () => {
    const request = asked('https://example.org/a.png')
    const { input } = unitsOf(request, { usage: null, textBytes: 8 })
    expect(input).toBe(Math.ceil(request.prompt.bytes / 4) + 8 * 2_048)
    expect(input).toBeLessThan(mostPromptTokens(request.prompt))
    expect(unitsOf(request, { usage: { input: 9, cached: 0, output: 2 }, textBytes: 8 }).input).toBe(9)
  })

  it('is refused if a URL has a form that this service does not load', () => {
    expect(codeOf(() => asked('/home/u/x.png'))).toBe('serving.remote_file')
    expect(codeOf(() => asked('http:/169.254.169.254/x'))).toBe('serving.remote_file')
  })

  it('is refused if a field has another spelling', () => {
    expect(codeOf(() => check({ messages: [], max_tokens: 1, Max_Tokens: 100_000 }))).toBe('serving.field_invalid')
    expect(codeOf(() => check({ messages: [], max_tokens: 1 }))).toBeNull()
  })
})
