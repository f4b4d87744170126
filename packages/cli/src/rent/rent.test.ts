import { refusal } from '@infinitio/sdk'
import { describe, expect, test } from 'vitest'
import { idsOf } from '../search/idsOf.ts'
import { copySides } from '../ssh/addSsh.ts'
import { scpArguments } from '../ssh/runTool.ts'
import { takeInterrupts } from '../terminal/interrupts.ts'
import { wordsAfterDashes } from './addRent.ts'
import { firstThatTakes, nothingFits } from './bookCheapest.ts'
import { rent } from './rent.ts'
import { unlessAborted } from './runOnLease.ts'

const refused = (code: string) => expect.objectContaining({ code })

describe('a name of the catalogue', () => {
  const rows = ['NVIDIA L4 24 GB', 'NVIDIA L40S 48 GB', 'NVIDIA A100 SXM 80 GB', 'NVIDIA A100 40 GB', 'NVIDIA RTX 4090 24 GB'].map((name, id) => ({
    id,
    name,
  }))
  test.each([
    ['l4', [0]],
    ['L40S', [1]],
    ['a100', [2, 3]],
    ['a100-80gb', [2]],
    ['rtx4090', [4]],
    ['4090,l4', [4, 0]],
    ['1,3', [1, 3]],
    ['a100,2', [2, 3]],
  ])('%s means %j', (text, ids) => {
    expect(idsOf(text, rows, { option: '--gpu' })).toEqual(ids)
  })

  test.each(['h100', 'l40', '', 'a100,h100', '9'])('%j means nothing, and the names there are are said', (text) => {
    expect(() => idsOf(text, rows, { option: '--gpu' })).toThrow(
      expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining('L40S') }),
    )
  })
})

describe('the cheapest machine', () => {
  test('gives way to the next one if it is taken, with a message for each; any other error is not tried again', async () => {
    const told: string[] = []
    const onNext = ({ code }: { code: string }) => void told.push(code)
    const codes: Record<string, Parameters<typeof refusal>[0]> = {
      first: 'order.node_taken',
      second: 'node.silent',
      poor: 'account.insufficient_balance',
    }
    const tried: string[] = []
    const book = async (name: string) => {
      tried.push(name)
      const code = codes[name]
      if (code !== undefined) throw refusal(code, { detail: name })
      return name
    }
    expect(await firstThatTakes(['first', 'second', 'third', 'fourth'], { book, onNext })).toBe('third')
    expect({ tried, told }).toEqual({ tried: ['first', 'second', 'third'], told: ['order.node_taken', 'node.silent'] })
    await expect(firstThatTakes(['poor', 'third'], { book, onNext })).rejects.toThrow(refused('account.insufficient_balance'))
    await expect(firstThatTakes(['first', 'second'], { book, onNext })).rejects.toThrow(refused('node.silent'))
  })
})

describe('a search that finds nothing', () => {
  const perSecond = 10n ** 18n / 3_600n
  /** Answers as a market with one real machine: 2 PT per GPU-hour, free for up to 4 hours. */
  const market =
    ({ isFree = true, simulated = 0 }) =>
    async (query: {
      maxPricePerGpuHour?: string | number | bigint | undefined
      hours?: string | number | bigint | undefined
      includeSimulated?: unknown
    }) => {
      const fits = isFree && Number(query.hours ?? 1) <= 4 && BigInt(query.maxPricePerGpuHour ?? 10n ** 19n) >= 2n * 10n ** 18n
      const items = fits ? [{ ask: { pricePerGpuSecond: String(2n * perSecond + 1n) } }] : []
      return { items, total: items.length + (query.includeSimulated === 'false' ? 0 : simulated) }
    }
  test.each([
    ['only simulated machines', { isFree: false, simulated: 3 }, {}, false, 'only 3 simulated: --simulated takes them'],
    ['a limit below the cheapest price', {}, { maxPricePerGpuHour: '1000000000000000000' }, false, 'your limit is 1'],
    ['a time that no machine has', {}, { hours: 9 }, true, '1 machine is free for 1 hour, and none for 9 hours'],
    ['no free machine', { isFree: false }, { hours: 9 }, true, 'no machine that is free now'],
  ])('gives the reason: %s', async (_reason, place, query, simulated, detail) => {
    const found = await nothingFits(market(place), { query, simulated })
    expect(found).toMatchObject({ code: 'order.nothing_fits', detail: expect.stringContaining(detail) })
  })
})

describe('renting', () => {
  const kept = { keep: false, keepOnFailure: false, autoExtendStep: '60' }
  const options = { url: 'http://127.0.0.1:1', json: false, gpus: '1', hours: '1', simulated: false, wait: true, ...kept }
  test.each([
    ['without a machine or how to choose one', undefined, [], {}, 'give a machine, or --gpu or --max to choose one'],
    ['with two ways to choose', '0xabc', [], { maxPrice: '1' }, 'give either a machine, or --gpu, --region and --max to choose one'],
    ['with results of no command', '0xabc', [], { copyFrom: ['out'] }, '--copy-from goes with a command after --'],
    ['with a command that nobody waits for', '0xabc', ['ls'], { wait: false }, '--no-wait does not go with a command'],
    ['for a use, when the machine is given', '0xabc', [], { for: '60s' }, '--for sorts machines: give --gpu or --max to choose one'],
    ['up to nothing', '0xabc', [], { autoExtendTo: '0' }, '--auto-extend-to 0'],
    ['up to what is no amount', '0xabc', [], { autoExtendTo: 'off' }, '--auto-extend-to off'],
    ['by more than an hour', '0xabc', [], { autoExtendTo: '5', autoExtendStep: '61' }, '--auto-extend-step 61: 1 to 60 minutes'],
    ['by a part of a minute', '0xabc', [], { autoExtendTo: '5', autoExtendStep: '0.5' }, '--auto-extend-step 0.5: 1 to 60 minutes'],
    ['with a file that is not there', '0xabc', ['ls'], { upload: ['/no/such'] }, '--upload /no/such: there is no such file'],
  ])('%s is refused before anybody is asked', async (_what, node, words, more, detail) => {
    await expect(rent(node, words, { ...options, ...more })).rejects.toThrow(expect.objectContaining({ code: 'api.invalid_field', detail }))
  })
})

describe('the command after --', () => {
  test('is separated from a node only by the dashes', () => {
    const typed = (line: string) => line.split(' ')
    expect(wordsAfterDashes(typed('rent -- python train.py'), ['python', 'train.py'])).toEqual({ node: undefined, words: ['python', 'train.py'] })
    expect(wordsAfterDashes(typed('rent 0xabc -- ls -- x'), ['0xabc', 'ls', '--', 'x'])).toEqual({ node: '0xabc', words: ['ls', '--', 'x'] })
    expect(wordsAfterDashes(typed('rent 0xabc'), ['0xabc'])).toEqual({ node: '0xabc', words: [] })
    expect(() => wordsAfterDashes(typed('rent 0xabc ls'), ['0xabc', 'ls'])).toThrow(refused('api.invalid_field'))
  })
})

describe('copying', () => {
  test('goes there or back by which side is on a lease', () => {
    expect(copySides(['a', 'b', '12:in'])).toEqual({ leaseId: '12', direction: 'there', from: ['a', 'b'], to: 'in' })
    expect(copySides(['lease-12:out/*.pt', '12:/tmp/x:y', '.'])).toEqual({
      leaseId: '12',
      direction: 'back',
      from: ['out/*.pt', '/tmp/x:y'],
      to: '.',
    })
    expect(copySides(['./12:a', '7:'])).toEqual({ leaseId: '7', direction: 'there', from: ['./12:a'], to: '' })
    for (const words of [['a', 'b'], ['1:a', '2:b', '.'], ['1:a', '1:b'], ['a', '1:b', '.'], ['1:a']])
      expect(() => copySides(words), words.join(' ')).toThrow(refused('api.invalid_field'))
  })

  test('never takes a local path for an option or another machine', () => {
    const place = { config: '/c', name: 'lease-7' }
    expect(scpArguments(place, { direction: 'there', from: ['-r', 'host:x', '/a', '../b'], to: 'in', isRecursive: true })).toEqual([
      '-F',
      '/c',
      '-r',
      '--',
      './-r',
      './host:x',
      '/a',
      '../b',
      'lease-7:in',
    ])
    expect(scpArguments(place, { direction: 'back', from: ['o'], to: '-x', isRecursive: false })).toEqual(['-F', '/c', '--', 'lease-7:o', './-x'])
  })
})

describe('Ctrl-C', () => {
  test("is passed on once, ends all the second time, and then is nobody's", () => {
    const before = process.listenerCount('SIGINT')
    let ends = 0
    const heard: string[] = []
    const interrupts = takeInterrupts({ onEnd: () => (ends += 1) })
    interrupts.passTo((name) => heard.push(name))
    process.emit('SIGINT', 'SIGINT')
    expect({ heard, aborted: interrupts.signal.aborted }).toEqual({ heard: ['SIGINT'], aborted: false })
    process.emit('SIGTERM', 'SIGTERM')
    expect({ heard, aborted: interrupts.signal.aborted, ends, code: interrupts.exitCode() }).toEqual({
      heard: ['SIGINT'],
      aborted: true,
      ends: 1,
      code: 130,
    })
    expect(process.listenerCount('SIGINT')).toBe(before)
  })

  test('ends at once what is waited for when nobody takes it', async () => {
    const interrupts = takeInterrupts({ onEnd: () => undefined })
    const waiting = unlessAborted(new Promise(() => undefined), interrupts.signal)
    process.emit('SIGTERM', 'SIGTERM')
    await expect(waiting).rejects.toThrow('abort')
    expect(interrupts.exitCode()).toBe(143)
    await expect(unlessAborted(Promise.reject(new Error('its own')), new AbortController().signal)).rejects.toThrow('its own')
  })
})
