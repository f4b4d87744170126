import { describe, expect, test } from 'vitest'
import { isStrictRequest } from './portsDoor.ts'

describe('checks a request more strictly than the parser', () => {
  test.each([[[]], [['Content-Length', '4']], [['Transfer-Encoding', 'chunked']], [['transfer-encoding', ' Chunked']], [['X-A', '1', 'X-A', '2']]])(
    'is taken with %j',
    (more) => expect(strict(more)).toBe(true),
  )

  test.each([
    [['host', 'b']],
    [['Content-Length', '4', 'content-length', '4']],
    [['Content-Length', '4', 'Content_Length', '5']],
    [['Content-Length', '4', 'Transfer-Encoding', 'chunked']],
    [['Content-Length', '4', 'Transfer_Encoding', 'chunked']],
    [['Transfer-Encoding', 'chunked', 'Transfer-Encoding', 'chunked']],
    [['Transfer-Encoding', 'gzip, chunked']],
    [['Transfer-Encoding', 'identity']],
  ])('is refused with %j', (more) => expect(strict(more)).toBe(false))

  test('accepts only a path of the host', () => {
    for (const url of ['http://evil/', 'evil', '', '*']) expect(strict([], { url })).toBe(false)
    expect(strict([], { url: '*', method: 'OPTIONS' })).toBe(true)
    expect(strict([], { httpVersion: '1.0' })).toBe(false)
  })

  function strict(more: string[], change: { url?: string; method?: string; httpVersion?: string } = {}): boolean {
    return isStrictRequest({ rawHeaders: ['Host', 'a', ...more], url: '/', httpVersion: '1.1', method: 'POST', ...change })
  }
})
