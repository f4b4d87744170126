import { describe, expect, it, test } from 'vitest'
import { readInferenceRequest } from './inferenceBody.ts'
import { withImageData } from './remoteImages.ts'
import { responsesPath } from './wireNames.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const chat = (content: unknown) => bytes({ model: 'm', messages: [{ role: 'user', content }] })
const image = (url: string, more: object = {}) => ({ type: 'image_url', image_url: { url, ...more } })
const deep = (levels: number): unknown => (levels === 0 ? 'x' : { inner: deep(levels - 1) })

describe('images that a prompt names by their URLs', () => {
  it('are found in chats and in requests to the Responses API, each time', () => {
    const url = 'https://example.org/a.png'
    expect(readInferenceRequest(chat([image(url), { type: 'text', text: 'and' }, image(url, { detail: 'low' })]))).toMatchObject({
      namesRemoteFile: true,
      remoteImages: [url, url],
    })
    const input = [{ role: 'user', content: [{ type: 'input_image', image_url: url, detail: 'auto' }] }]
    expect(readInferenceRequest(bytes({ model: 'm', input }), responsesPath)?.remoteImages).toEqual([url])
  })

  it('count as the tokens that an image can have, because neither side knows its size', () => {
    const [one, none] = [
      readInferenceRequest(chat([image('https://example.org/a.png')])),
      readInferenceRequest(chat([image('data:image/png;base64,AA')])),
    ]
    expect([one?.prompt.messages, none?.prompt.messages]).toEqual([257, 1])
    expect([one?.prompt.images, none?.prompt.images]).toEqual([1, undefined])
  })

  test.each<[string, unknown]>([
    ['a file of the machine', image('file:///etc/passwd')],
    ['a video', { type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } }],
    ['an image of no type', { image_url: 'https://example.org/a.png' }],
    ['a second URL beside the image', { ...image('https://example.org/a.png'), url: 'http://169.254.169.254/' }],
    ['a second URL inside the image', image('https://example.org/a.png', { fallback: ['http://169.254.169.254/'] })],
    ['a very deep part', deep(40)],
    ['an image at one slash', image('http:/169.254.169.254/x')],
    ['an image with a tab in its URL', image('ht\ttp://169.254.169.254/')],
    ['an image with a control character before its URL', image('\u0001http://169.254.169.254/')],
    ['an image of a folder', { type: 'input_image', image_url: '/home/u/x.png' }],
    ['a video of a folder', { type: 'video_url', video_url: { url: '/home/u/x.mp4' } }],
    ['a list of images', { type: 'image_url', image_url: [['x.png']] }],
  ])('are not all files of a prompt with %s', (_, part) => {
    const request = readInferenceRequest(chat([image('https://example.org/b.png'), part]))
    expect(request?.namesRemoteFile).toBe(true)
    expect(request).not.toHaveProperty('remoteImages')
  })

  const url = 'https://a.org/1'
  const data = 'data:image/png;base64,AA'
  const textOf = (body: Uint8Array) => new TextDecoder().decode(body)
  const replaced = (value: object, path = '/v1/chat/completions') =>
    JSON.parse(textOf(withImageData(bytes(value), { path, images: new Map([[url, data]]) }))) as unknown

  it('get their data, and nothing else changes', () => {
    const tools = [{ type: 'image_url', image_url: url }]
    const other = { role: 'user', content: url, type: 'image_url', image_url: url }
    const body = (image_url: object) => ({
      ...{ model: 'm', seed: 5, tools },
      messages: [
        other,
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url },
            { type: 'text', text: url, inner: tools },
          ],
        },
      ],
    })
    expect(replaced(body({ url, detail: 'low' }))).toEqual(body({ url: data, detail: 'low' }))
    const input = (image_url: string) => ({ model: 'm', input: [{ role: 'user', content: [{ type: 'input_image', image_url }] }] })
    expect(replaced(input(url), responsesPath)).toEqual(input(data))
    const result = (image_url: string) => ({ input: [{ type: 'function_call_output', call_id: 'c', output: [{ type: 'input_image', image_url }] }] })
    expect(replaced(result(url), responsesPath)).toEqual(result(data))
  })

  it('are counted each time that their data is inserted, so that a short prompt cannot become very long', () => {
    const part = image(url, { copies: Array.from({ length: 1_000 }, () => url) })
    expect(readInferenceRequest(chat([part]))?.remoteImages?.length).toBe(1_001)
    expect(JSON.stringify(replaced({ messages: [{ content: [part] }] })).split(data).length - 1).toBe(1_001)
  })

  it('are sent once, even if the text has the field twice', () => {
    const text =
      '{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://10.0.0.1/","url":"https://a.org/1"}}]}]}'
    const sent = withImageData(new TextEncoder().encode(text), { path: '', images: new Map([[url, data]]) })
    expect(textOf(sent)).not.toContain('10.0.0.1')
  })
})
