import compile from 'icu-minify/compile'
import { describe, expect, it } from 'vitest'
import { errorTable } from '@infinitio/domain'
import { errorSentencesZh as sentences } from '@infinitio/domain/chinese'
import { withSharedMessages } from '#web/i18n/sharedMessages.ts'
import en from '#web/messages/en.json' with { type: 'json' }
import zh from '#web/messages/zh.json' with { type: 'json' }

type Tree = { readonly [key: string]: string | Tree }

describe('the messages of two languages', () => {
  const english = new Map(leavesOf(withSharedMessages(en, 'en')))
  const chinese = new Map(leavesOf(withSharedMessages(zh as unknown as typeof en, 'zh')))

  it('have the same keys: a sentence of one is never missing in the other', () => {
    expect([...english.keys()].filter((key) => !chinese.has(key))).toEqual([])
    // English pages show the name of a city as its provider states it.
    expect([...chinese.keys()].filter((key) => !english.has(key) && !key.startsWith('cities.'))).toEqual([])
  })

  it('have the same arguments and tags, and close every brace', () => {
    const apart = [...english].flatMap(([key, text]) => {
      const [ours, theirs] = [partsOf(text), partsOf(chinese.get(key) ?? '')]
      return ours.join(' ') === theirs.join(' ') ? [] : [`${key}: ${ours} in English, ${theirs} in Chinese`]
    })
    expect(apart).toEqual([])
  })

  it('have a # only directly in a plural: the compiled form does not fill it in within a select', () => {
    expect([...english, ...chinese].filter(([, text]) => isCountInSelect(text)).map(([key]) => key)).toEqual([])
  })

  it('are never wholly empty: the compiled form shows the key in place of an empty message', () => {
    expect([...english, ...chinese].filter(([, text]) => canBeEmpty(compile(text))).map(([key]) => key)).toEqual([])
  })

  it('are Chinese where English has words', () => {
    const same = [...english].filter(([key, text]) => chinese.get(key) === text && !isWordless(text))
    expect(same.map(([key]) => key)).toEqual([])
  })

  it('address the reader as 你, and use one word for one thing in Chinese', () => {
    const isOther = (text: string) => givenUp.some((word) => text.includes(word))
    expect([...chinese, ...Object.entries(sentences)].filter(([key, text]) => !key.endsWith('.words') && isOther(text))).toEqual([])
  })

  it('have no space between two Chinese characters', () => {
    // A span and a region end with a Chinese character: "3 小时", "西欧".
    const spaced = /\p{Script=Han} +\p{Script=Han}|\{(span|notice|trial|region|country)\} +\p{Script=Han}/u
    expect([...chinese, ...Object.entries(sentences)].filter(([, text]) => spaced.test(text))).toEqual([])
  })

  it('name the zone as the reader does, in both or in neither', () => {
    expect([...english].filter(([key, text]) => text.includes('%zone%') !== chinese.get(key)?.includes('%zone%')).map(([key]) => key)).toEqual([])
  })
})

describe('the words of balances', () => {
  it.each([
    ['en', en, /balance/i, /(Market|wallet) balance/i],
    ['zh', zh as unknown as typeof en, /余额/, /(市场|钱包)余额/],
  ] as const)('are those of the one table in %s: an amount is of the Market balance or the wallet balance', (language, file, any, one) => {
    const others = [...leavesOf(withSharedMessages(file, language))].filter(([key, text]) => any.test(text) && !one.test(text) && !isGeneral(key))
    expect(others).toEqual([])
  })
})

/**
 * Returns true for messages that may use the word "balance" without "Market" or "wallet", because they show no amount of an account: general texts, search
 * words, and sentences about the DAO's coins.
 */
const isGeneral = (key: string) =>
  /^(away|status|accountData|session\.gate|govern|palette|wallet\.(leaving|balance\.name|statement|monthly)|market\.(byStartText|bookEmpty))\b/.test(
    key,
  )

describe('the sentences of errors', () => {
  it('exist in Chinese for every code, and for no other', () => {
    expect(Object.keys(sentences).sort()).toEqual(Object.keys(errorTable).sort())
    expect(Object.entries(sentences).filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([])
  })
})

/**
 * Chinese words that the messages must not use. The glossary has other words for them, in the same order: 你, 国库, 提供方, 期, 型号, 卡时, 网络费, 代发费, 评审人, 审计人 and 最终确认.
 */
const givenUp = ['您', '金库', '提供者', '纪元', '类别', 'GPU 小时', '网络费用', '中继费', '评审员', '审计员', '最终确定']

/** Returns true if a text has only names, units and numbers, which no language changes. */
function isWordless(text: string): boolean {
  const words = text.replaceAll(/\{\w+(, number(, ::[.#0]+)?)?\}|%zone%/g, '').match(/[A-Za-z][\w+]*/g) ?? []
  return words.every((word) => alike.has(word))
}
const alike = new Set(
  'API ComfyUI CPU CSV CUDA GB GPU Jupyter MHz MiB Ollama PT PyTorch Ray Webhook W ctrl C esc Mbit my run s tab vCPU vLLM'.split(' '),
)

/** Returns true if a `#` stands directly in a branch of a select and not in a plural. Only a plural replaces `#` with its number. */
function isCountInSelect(text: string): boolean {
  const open: string[] = []
  for (const [sign, kind] of text.matchAll(/\{\s*\w+\s*,\s*(plural|select|selectordinal)\s*,|[{}#]/g)) {
    if (sign === '}') open.pop()
    else if (sign === '#') {
      if (open.findLast((one) => one !== '{') === 'select') return true
    } else open.push(kind ?? '{')
  }
  return false
}

/** Returns true if values exist with which a compiled message has no text at all: all its parts are branches of which one is empty. */
function canBeEmpty(compiled: unknown): boolean {
  if (typeof compiled === 'string') return compiled === ''
  return Array.isArray(compiled) && compiled.every((part: unknown) => (Array.isArray(part) ? hasEmptyBranch(part) : canBeEmpty(part)))
}

/** Returns true if a compiled plural or select has an empty branch. An argument and a tag have none. */
function hasEmptyBranch([, kind, branches]: readonly unknown[]): boolean {
  return typeof kind === 'number' && typeof branches === 'object' && branches !== null && Object.values(branches).some(canBeEmpty)
}

function* leavesOf(tree: Tree, path = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [path + key, value]
    else yield* leavesOf(value, `${path}${key}.`)
  }
}

/**
 * Returns the arguments of an ICU message with their kinds, and its tags, sorted by name. Throws if a brace or a tag is not closed. Also throws for a
 * `#` in a select within a plural, because it would be printed as "#" and not as the number.
 */
function partsOf(text: string): string[] {
  const found = new Set<string>()
  let at = 0
  const fail = (why: string): never => {
    throw new Error(`${why} in: ${text}`)
  }
  function message(kinds: readonly string[]): void {
    const isInside = kinds.length > 0
    while (at < text.length) {
      if (text[at] === '#' && kinds.at(-1) === 'select' && kinds.includes('plural')) fail('a # that is no number')
      if (text[at] === '{') argument(kinds)
      else if (text[at] !== '}') at += 1
      else if (isInside) return
      else fail('a brace too many')
    }
    if (isInside) fail('a brace is open')
  }
  function argument(kinds: readonly string[]): void {
    const head = /^\{\s*(\w+)\s*(?:,\s*(\w+)\s*(,)?)?/.exec(text.slice(at)) ?? fail('no argument')
    at += head[0].length
    found.add(`${head[1]}:${head[2] ?? 'text'}`)
    if (head[2] === 'plural' || head[2] === 'select' || head[2] === 'selectordinal') branches([...kinds, head[2]])
    else at = text.indexOf('}', at)
    if (at === -1) fail('a brace is open')
    at += 1
  }
  function branches(kinds: readonly string[]): void {
    let isOther = false
    while (text[at] !== '}') {
      const branch = /^\s*(=\d+|\w+)\s*\{/.exec(text.slice(at)) ?? fail('no branch')
      isOther ||= branch[1] === 'other'
      at += branch[0].length
      message(kinds)
      at += 1
      while (text[at] === ' ') at += 1
    }
    if (!isOther) fail('no branch for the others')
  }
  message([])
  const tags = [...text.matchAll(/<(\/?)(\w+)>/g)].map(([, slash, name]) => `${slash === '/' ? 'end' : 'tag'} ${name}`)
  return [...found, ...new Set(tags)].sort()
}
