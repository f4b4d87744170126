import { expect, test } from 'vitest'
import { answerPieces } from './answerPieces.ts'
import { mostAtOnce } from './askService.ts'
import { holdKeyLock, openChannelStore, readBrowserKey, storedEvidence, storedFigures, storedReceipts } from './browserKey.ts'
import type { KeyStorage } from './keyStorage.ts'
import { errorAnswer } from './errorAnswer.ts'
import { requestOf } from './requestOf.ts'
import { refusal } from '../../transport/refusal.ts'
import { assetUnits, zeroHex32 } from '@infinitio/domain'
import { readEvidenceLine, type Receipt, writeReceipt } from '@infinitio/services'

const place = { chainId: 1, ledger: `0x${'1'.repeat(40)}`, payer: `0x${'2'.repeat(40)}` } as never
const memory = (): KeyStorage & { readonly entries: Map<string, string> } => {
  const entries = new Map<string, string>()
  return { entries, getItem: (name) => entries.get(name) ?? null, setItem: (name, value) => void entries.set(name, value) }
}

test('a key is made once for each payer, and a storage that stores nothing is refused', () => {
  const storage = memory()
  const { key } = readBrowserKey(storage, place)
  expect(readBrowserKey(storage, place).key).toBe(key)
  expect(readBrowserKey(storage, { ...(place as object), payer: `0x${'3'.repeat(40)}` } as never).key).not.toBe(key)
  expect(() => readBrowserKey({ getItem: () => null, setItem: () => {} }, place)).toThrow('serving.state_unreadable')
})

test('a stored channel is read as it was saved, and only for its own key', () => {
  const storage = memory()
  const { key } = readBrowserKey(storage, place)
  const channel = channelOf(3)
  openChannelStore(storage, { place, service: 'x' }).save(channel)
  expect(openChannelStore(storage, { place, service: 'x' }).stored).toEqual(channel)
  expect(storedFigures(storage, { place, service: 'x', key })).toMatchObject({ serial: 3, owed: 7n, ceiling: 9n })
  expect(storedFigures(storage, { place, service: 'x', key: `0x${'4'.repeat(40)}` })).toBeNull()
  storage.setItem(`infinitio.services.1.0x${'1'.repeat(40)}.0x${'2'.repeat(40)}.x`, 'garbage')
  expect(openChannelStore(storage, { place, service: 'x' }).stored).toBeNull()
})

test('a browser keeps the newest 200 vouchers and receipts, shows them only for its own key, and goes on when it has no room', () => {
  const storage = memory()
  const { key } = readBrowserKey(storage, place)
  const asked = { place, service: 'x', key }
  expect(storedEvidence(storage, asked)).toBe('')
  const store = openChannelStore(storage, { place, service: 'x' })
  const piece = (seq: number) => ({ kind: 'receipt', serial: 0, seq, request: zeroHex32, text: 'AAAA' }) as const
  for (let seq = 1; seq <= 205; seq += 1) store.keep(piece(seq))
  const lines = storedEvidence(storage, asked).trimEnd().split('\n')
  expect(lines).toHaveLength(200)
  expect([readEvidenceLine(lines[0] ?? ''), readEvidenceLine(lines[199] ?? '')]).toEqual([piece(6), piece(205)])
  expect(storedEvidence(storage, { ...asked, key: `0x${'4'.repeat(40)}` })).toBe('')
  expect(storedEvidence(storage, { ...asked, service: 'y' })).toBe('')
  const full: KeyStorage = {
    ...storage,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  openChannelStore(full, { place, service: 'x' }).keep(piece(206))
  expect(storedEvidence(full, asked).trimEnd().split('\n')).toHaveLength(200)
})

test('a browser lists the receipts of its key, without vouchers, faulty receipts and unreadable lines', () => {
  const storage = memory()
  const { key } = readBrowserKey(storage, place)
  const store = openChannelStore(storage, { place, service: 'x' })
  const piece = { serial: 0, request: zeroHex32, kind: 'receipt' } as const
  const text = (n: number) => writeReceipt({ receipt: receiptOf(n), signature: `0x${'5'.repeat(130)}` })
  store.keep({ ...piece, seq: 1, kind: 'voucher', text: text(1) })
  store.keep({ ...piece, seq: 1, text: text(1) })
  store.keep({ ...piece, seq: 2, text: 'AAAA' })
  store.keep({ ...piece, seq: 3, text: text(3), fault: 'cost' as never })
  store.keep({ ...piece, seq: 4, text: text(4) })
  const asked = { place, service: 'x', key }
  expect(storedReceipts(storage, asked)).toEqual([receiptOf(1), receiptOf(4)])
  expect(storedReceipts(storage, { ...asked, key: `0x${'4'.repeat(40)}` })).toEqual([])
  expect(storedReceipts(storage, { ...asked, service: 'y' })).toEqual([])
})

test('a browser stores the channels of one service apart by asset, also their figures and evidence', () => {
  const storage = memory()
  const { key } = readBrowserKey(storage, place)
  const text = (n: number) => writeReceipt({ receipt: receiptOf(n), signature: `0x${'5'.repeat(130)}` })
  for (const [n, asset] of (['PToken', 'G'] as const).entries()) {
    const store = openChannelStore(storage, { place, service: 'x', asset })
    store.save(channelOf(n))
    store.keep({ serial: n, request: zeroHex32, kind: 'receipt', seq: 1, text: text(n + 1) })
  }
  const asked = { place, service: 'x', key }
  expect(storedReceipts(storage, asked)).toEqual([receiptOf(1)])
  expect(storedReceipts(storage, { ...asked, asset: 'G' })).toEqual([receiptOf(2)])
  expect(storedFigures(storage, { ...asked, asset: 'PToken' })).toMatchObject({ serial: 0 })
  expect(storedFigures(storage, { ...asked, asset: 'G' })).toMatchObject({ serial: 1 })
  expect(storedEvidence(storage, { ...asked, asset: 'G' })).toContain('"serial":1')
})

function receiptOf(n: number): Receipt {
  const [hash, units] = [zeroHex32, assetUnits(BigInt(n))]
  return {
    ...{ channel: hash as never, serial: 0, n, previous: hash, seq: n, terms: hash, request: hash, response: hash },
    ...{ units: { input: 3, cached: 0, output: n }, cost: units, spent: units, rate: units, startedMs: 1, endedMs: 2, inner: '0x' },
  }
}

const channelOf = (serial: number) =>
  ({ serial, nextSeq: 5, ceiling: assetUnits(9n), owed: assetUnits(7n), n: 2, newest: zeroHex32, waiting: [], open: [] }) as const
const longPiece = (seq: number) => ({ kind: 'receipt', serial: 0, seq, request: zeroHex32, text: 'A'.repeat(900) }) as const

test('a full storage makes room for the state of a channel by deleting the oldest evidence', () => {
  const { entries, ...open } = memory()
  const quota = 400_000
  const storage: KeyStorage = {
    ...open,
    setItem(name, value) {
      const others = [...entries].reduce((sum, [other, text]) => sum + (other === name ? 0 : other.length + text.length), 0)
      if (others + name.length + value.length > quota) throw new DOMException('full', 'QuotaExceededError')
      open.setItem(name, value)
    },
  }
  const { key } = readBrowserKey(storage, place)
  for (const service of ['x', 'y', 'z']) {
    const store = openChannelStore(storage, { place, service })
    for (let seq = 1; seq <= 200; seq += 1) {
      store.save(channelOf(seq))
      store.keep(longPiece(seq))
    }
  }
  const filled = [...entries].reduce((sum, [name, text]) => sum + name.length + text.length, 0)
  storage.setItem('of another page', 'A'.repeat(quota - filled - 'of another page'.length))
  openChannelStore(storage, { place, service: 'new' }).save(channelOf(3))
  expect(openChannelStore(storage, { place, service: 'new' }).stored).toEqual(channelOf(3))
  expect(openChannelStore(storage, { place, service: 'x' }).stored).toEqual(channelOf(200))
  const counts = ['x', 'y', 'z'].map((service) => storedEvidence(storage, { place, service, key }).split('\n').length - 1)
  expect(counts).toEqual([0, expect.any(Number), 200])
})

test('the state of a channel is refused only if deleting all evidence makes no room for it', () => {
  const storage = memory()
  const { key } = readBrowserKey(storage, place)
  openChannelStore(storage, { place, service: 'x' }).keep(longPiece(1))
  const full: KeyStorage = {
    ...storage,
    setItem(name, value) {
      if (!name.endsWith('.evidence')) throw new DOMException('full', 'QuotaExceededError')
      storage.setItem(name, value)
    },
  }
  expect(() => openChannelStore(full, { place, service: 'x' }).save(channelOf(1))).toThrow('full')
  expect(storedEvidence(storage, { place, service: 'x', key })).toBe('')
})

test('all evidence of a key has at most 1 MiB, and the evidence of the service used last is complete', () => {
  const storage = memory()
  const { key } = readBrowserKey(storage, place)
  const services = Array.from({ length: 8 }, (_, index) => `service${index}`)
  for (const service of services) {
    const store = openChannelStore(storage, { place, service })
    for (let seq = 1; seq <= 200; seq += 1) store.keep(longPiece(seq))
  }
  const texts = services.map((service) => storedEvidence(storage, { place, service, key }))
  const sum = texts.reduce((total, text) => total + text.length, 0)
  expect([sum <= 2 ** 20, sum > 2 ** 19]).toEqual([true, true])
  expect(texts[0]).toBe('')
  expect(texts[7]?.trimEnd().split('\n')).toHaveLength(200)
})

test('a lock is held until it is released', async () => {
  const release = await holdKeyLock(navigator.locks as never, 'infinitio test')
  await expect(holdKeyLock(navigator.locks as never, 'infinitio test')).rejects.toThrow('serving.running')
  release()
  await expect
    .poll(() =>
      holdKeyLock(navigator.locks as never, 'infinitio test').then(
        (free) => free(),
        () => 'held',
      ),
    )
    .toBeUndefined()
})

test('clients repeat a request only if nothing may be owed for it', () => {
  const busy = refusal('serving.busy', { detail: '' })
  expect(errorAnswer(busy, { mayOwe: false }).headers.get('x-should-retry')).toBeNull()
  expect(errorAnswer(busy, { mayOwe: true }).headers.get('x-should-retry')).toBe('false')
  expect(errorAnswer(refusal('serving.stopped', { detail: '' }), { mayOwe: false }).headers.get('x-should-retry')).toBe('false')
  expect(errorAnswer(new TypeError('secret detail'), { mayOwe: false }).status).toBe(500)
})

test('a browser keeps two of its six connections free, until it has seen HTTP/2', () => {
  const url = 'https://0x1.svc.example/v1'
  const inBrowser = (...seen: { readonly name: string; readonly nextHopProtocol: string }[]) => mostAtOnce(url, { isBrowser: true, seen: () => seen })
  const models = `${url}/models`
  expect(inBrowser()).toBe(4)
  expect(inBrowser({ name: models, nextHopProtocol: 'http/1.1' })).toBe(4)
  expect(inBrowser({ name: models, nextHopProtocol: '' })).toBe(4)
  expect(inBrowser({ name: 'https://other.example/v1/models', nextHopProtocol: 'h2' })).toBe(4)
  expect(inBrowser({ name: models, nextHopProtocol: 'h2' })).toBe(16)
  expect(mostAtOnce(url, { isBrowser: false, seen: () => [] })).toBe(16)
  expect(mostAtOnce('http://0x1.svc.localhost:7683/v1')).toBe(4)
})

test.each(['', '[]', '{"messages":[]}', '{"model":1}'])('a body without a model is refused: %s', (text) => {
  expect(() => requestOf(text)).toThrow('serving.body_invalid')
})

test('the pieces of a stream are its text, and an error in it is thrown', async () => {
  const pieces = async (text: string, status = 200) => {
    const found: string[] = []
    for await (const piece of answerPieces(new Response(text, { status }))) found.push(piece)
    return found
  }
  const piece = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`
  expect(await pieces(`${piece('Hel')}: infinitio-receipt x\n\n${piece('lo')}data: [DONE]\n\n`)).toEqual(['Hel', 'lo'])
  await expect(pieces(`${piece('Hel')}data: {"error":{"message":"It broke.","code":"serving.receipt_wrong"}}\n\n`)).rejects.toThrow(
    'serving.receipt_wrong',
  )
  await expect(pieces('{"error":{"message":"Too little.","code":"service.pot_too_low"}}', 402)).rejects.toThrow('service.pot_too_low')
  await expect(pieces('<html>', 502)).rejects.toThrow('serving.upstream_failed')
})

test('calls of tools follow the text of a stream, each with all its arguments', async () => {
  const piece = (delta: object) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`
  const call = (index: number, name: string | null, text: string) => piece({ tool_calls: [{ index, function: { name, arguments: text } }] })
  const stream = [
    piece({ content: 'Wait.' }),
    call(0, 'weather', ''),
    call(1, 'time', '{'),
    call(0, null, '{"city":'),
    call(0, null, '"Ghent"}'),
    call(1, null, '}'),
  ]
  const found: string[] = []
  for await (const text of answerPieces(new Response(`${stream.join('')}data: [DONE]\n\n`))) found.push(text)
  expect(found).toEqual(['Wait.', '\nweather({"city":"Ghent"})\ntime({})'])
  const only: string[] = []
  for await (const text of answerPieces(new Response(`${call(0, 'time', '{}')}data: [DONE]\n\n`))) only.push(text)
  expect(only).toEqual(['time({})'])
})

test('the technical detail of an error is not part of its sentence', async () => {
  const failed = refusal('serving.no_answer', { detail: '0x11: serving.upstream_failed [a. b]; 0x22: budget' })
  const next = answerPieces(errorAnswer(failed, { mayOwe: false }))
    [Symbol.asyncIterator]()
    .next()
  await expect(next).rejects.toMatchObject({
    code: failed.code,
    sentence: failed.sentence,
    detail: failed.detail,
  })
})
