import { isRefusal, serviceId } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { readInferenceRequest } from '../inferenceBody.ts'
import { mostRequestBytes } from '../wireNames.ts'
import { openRequest } from './openRequest.ts'
import { sealedTextBytes } from './sealedPart.ts'
import { sealRequest, type SealedRequest } from './sealRequest.ts'

/** The key pair of Bob in the example of RFC 7748, section 6.1. */
const boxSecret = '0x5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'
const reader = {
  service: serviceId(`0x${'5'.repeat(40)}`),
  boxKey: '0xde9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
} as const
const prompt = {
  model: 'tiny-chat',
  messages: [{ role: 'user', content: 'zanzibar' }],
  max_tokens: 5,
  n: 2,
  stream: true,
  stream_options: { include_usage: true },
}

let drawn = 0
/** Returns numbers that never repeat, in place of random ones. */
function random(): `0x${string}` {
  drawn += 1
  return `0x${drawn.toString(16).padStart(64, '0')}`
}

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

async function seal(body: object = prompt): Promise<SealedRequest> {
  const bytes = encode(body)
  const request = readInferenceRequest(bytes)
  if (request === null) throw new Error('a test sends a request')
  const sealed = await sealRequest(bytes, { request, reader, random })
  if (isRefusal(sealed)) throw new Error(sealed.rejected)
  return sealed
}

async function open(body: Uint8Array, service: string = reader.service) {
  const outer = readInferenceRequest(body)
  if (outer?.sealed === undefined) return null
  const { sealed } = outer
  return await openRequest({ ...outer, sealed }, { boxSecret, reader: { ...reader, service: serviceId(service) }, salt: random() })
}

/** Answers a sealed request, and returns both ends. */
async function answered(body?: object) {
  const { body: sent, opener } = await seal(body)
  const opened = await open(sent)
  if (opened === null) throw new Error('the service decrypts the request')
  return { opener, sealer: opened.sealer }
}

describe('an encrypted request', () => {
  let other = { box: '', text: '' }

  it('shows the model, the kind of answer, the limit and the sizes, and nothing else', async () => {
    const { body } = await seal()
    const { sealed, ...outer } = JSON.parse(textOf(body)) as Record<string, unknown>
    expect(outer).toEqual({ model: 'tiny-chat', stream: true, max_tokens: 10 })
    expect(sealed).toMatchObject({ bytes: encode(prompt).length, messages: 1 })
    expect(textOf(body)).not.toMatch(/zanzibar|content|role/)
  })

  it('is counted by both ends and by a router as the plain one', async () => {
    const { body } = await seal()
    const plain = readInferenceRequest(encode(prompt))
    const [seen, opened] = [readInferenceRequest(body), await open(body)]
    expect(seen).toMatchObject({ prompt: plain?.prompt, mostOutput: 10, model: 'tiny-chat', isStream: true })
    expect([opened?.request, textOf(opened?.body ?? new Uint8Array())]).toEqual([plain, JSON.stringify(prompt)])
  })

  it('is not decrypted for another service', async () => {
    const { body } = await seal()
    expect(await open(body, `0x${'6'.repeat(40)}`)).toBeNull()
  })

  test.each<[string, (outer: Record<string, unknown>) => object]>([
    ['another model', (outer) => ({ ...outer, model: 'dear-chat' })],
    ['a higher limit of tokens', (outer) => ({ ...outer, max_tokens: 500 })],
    ['no limit of tokens', ({ max_tokens: _, ...outer }) => outer],
    ['an answer that is no stream', (outer) => ({ ...outer, stream: false })],
    ['more messages', (outer) => ({ ...outer, sealed: { ...(outer['sealed'] as object), messages: 2 } })],
    ['fewer bytes', (outer) => ({ ...outer, sealed: { ...(outer['sealed'] as object), bytes: 1 } })],
    ['a part of its text', (outer) => ({ ...outer, sealed: { ...(outer['sealed'] as object), text: 'AAAA' } })],
    ['the box of another request', (outer) => ({ ...outer, sealed: { ...(outer['sealed'] as object), box: other.box } })],
    ['the text of another request', (outer) => ({ ...outer, sealed: { ...(outer['sealed'] as object), text: other.text } })],
    ['a text in place of the encrypted part', (outer) => ({ ...outer, sealed: 'zanzibar' })],
    ['no commitment', (outer) => ({ ...outer, sealed: { ...(outer['sealed'] as object), commitment: '0x12' } })],
  ])('is not decrypted with %s', async (_, change) => {
    other = (JSON.parse(textOf((await seal()).body)) as { sealed: typeof other }).sealed
    const { body } = await seal()
    expect(await open(body)).not.toBeNull()
    expect(await open(encode(change(JSON.parse(textOf(body)) as Record<string, unknown>)))).toBeNull()
  })
  it('is not decrypted if it contains another encrypted request', async () => {
    const inner = JSON.parse(textOf((await seal()).body)) as object
    expect(await open((await seal(inner)).body)).toBeNull()
  })

  it('is refused before it is sent if it is too large when encrypted', async () => {
    const long = encode({ ...prompt, messages: [{ role: 'user', content: 'x'.repeat((mostRequestBytes * 3) / 4) }] })
    const request = readInferenceRequest(long)
    if (request === null) throw new Error('a test sends a request')
    expect(long.length).toBeLessThan(mostRequestBytes)
    expect(await sealRequest(long, { request, reader, random })).toMatchObject({ rejected: 'serving.body_too_large' })
  })
})

describe('an encrypted answer', () => {
  it('is decrypted part by part, and shows its end', async () => {
    const { opener, sealer } = await answered()
    for (const payload of ['{"a":1}', '{"b":"ü "}']) expect(await opener.next(await sealer.next(payload))).toBe(payload)
    expect(opener.isDone).toBe(false)
    expect([await opener.next(await sealer.next('[DONE]')), opener.isDone]).toEqual(['[DONE]', true])
    expect(await opener.next(await sealer.next('{"c":1}'))).toBeNull()
  })

  it('is decrypted as a whole', async () => {
    const { opener, sealer } = await answered()
    const body = await sealer.whole(encode({ answer: 'yes' }))
    expect(textOf(body)).not.toContain('yes')
    expect(textOf((await opener.whole(body)) ?? new Uint8Array())).toBe('{"answer":"yes"}')
  })

  it('hides the length of a word', async () => {
    const { sealer } = await answered()
    await sealer.next('{}')
    const [short, long] = [await sealer.next('{"content":"no"}'), await sealer.next('{"content":"electroencephalogram"}')]
    expect(short.length).toBe(long.length)
    expect(sealedTextBytes(short)).toBeGreaterThanOrEqual('{"content":"no"}'.length)
    expect(sealedTextBytes('{"content":"no"}')).toBe(0)
  })

  test.each<[string, (parts: readonly string[], earlier: readonly string[]) => readonly string[]]>([
    ['reordered', ([first = '', second = '', third = '']) => [first, third, second]],
    ['without its first part', ([, second = '', third = '']) => [second, third]],
    ['with a gap', ([first = '', , third = '']) => [first, third]],
    ['repeated', ([first = '', second = '']) => [first, second, second]],
    ['with a part of another answer', ([first = ''], [, second = '']) => [first, second]],
    ['of another request', (_, earlier) => earlier],
    ['with a plain part', ([first = '']) => [first, '{"content":"forged"}']],
    ['with a field more', ([first = '']) => [first.replace('}', ',"content":"forged"}')]],
    ['with a flipped byte', ([first = '']) => [`${first.slice(0, 80)}${first[80] === 'A' ? 'B' : 'A'}${first.slice(81)}`]],
    ['with another salt', ([first = '']) => [`{"sealed":"${first[11] === 'A' ? 'B' : 'A'}${first.slice(12)}`]],
    ['with a part that is too short', () => ['{"sealed":"AAAA"}']],
  ])('is not accepted %s', async (_, change) => {
    const [one, another] = [await answered(), await answered()]
    const partsOf = async ({ sealer }: typeof one) => [await sealer.next('{"a":1}'), await sealer.next('{"b":2}'), await sealer.next('{"c":3}')]
    const [parts, earlier] = [await partsOf(one), await partsOf(another)]
    let last: string | null = ''
    for (const part of change(parts, earlier)) last = await one.opener.next(part)
    expect(last).toBeNull()
  })

  it('is not accepted as a whole if it is a part of a stream', async () => {
    const { opener, sealer } = await answered()
    expect(await opener.whole(new TextEncoder().encode(await sealer.next('{"a":1}')))).toBeNull()
  })

  it('shares no key with a second answer to the same encrypted request, which a router could send twice', async () => {
    const { body, opener } = await seal()
    const [first, second] = [await open(body), await open(body)]
    const parts = [await first?.sealer.next('{"a":1}'), await second?.sealer.next('{"a":1}')]
    expect(parts[0]).not.toBe(parts[1])
    expect(await opener.next(parts[0] ?? '')).toBe('{"a":1}')
    expect(await opener.next((await second?.sealer.next('{"b":2}')) ?? '')).toBeNull()
  })
})
