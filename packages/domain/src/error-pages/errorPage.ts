import { errorSentencesZh } from '../chinese/index.ts'
import { type ErrorCode, errorTable } from '../errors/errorTable.ts'
import { provideErrors } from '../errors/provideErrors.ts'
import type { Language } from '../format/preferredLanguage.ts'
import { accountPages } from './accountPages.ts'
import { authPages } from './authPages.ts'
import { chainPages } from './chainPages.ts'
import type { ErrorPage, ErrorPages } from './errorPageTexts.ts'
import { leaseFilePages } from './leaseFilePages.ts'
import { leasePages } from './leasePages.ts'
import { leaseSharePages } from './leaseSharePages.ts'
import { movePages } from './movePages.ts'
import { nodePages } from './nodePages.ts'
import { areaOf, notLost, notLostInArea } from './notLost.ts'
import { orderPages } from './orderPages.ts'
import type { PageText } from './pageText.ts'
import { providePages } from './providePages.ts'
import { snapshotPages } from './snapshotPages.ts'

const words = {
  en: { happened: 'What happened.', advice: 'What to do.', notLost: 'What you keep.', gap: ' ' },
  zh: { happened: '发生了什么。', advice: '该怎么做。', notLost: '没有失去什么。', gap: '' },
} as const

const again = {
  request: {
    once: { en: 'The same request would give the same answer.', zh: '重复发送同一请求会得到同样的答复。' },
    repeated: {
      en: 'The same request may succeed later. Programs should wait longer before each new try.',
      zh: '同一请求再次发送时可能成功；程序重试的间隔会逐次加长。',
    },
  },
  command: {
    once: { en: 'Then run the command again. Completed steps are not repeated.', zh: '然后重新运行该命令：已完成的步骤不会重复执行。' },
    repeated: { en: 'The same command may succeed later.', zh: '同一命令再次运行时可能成功。' },
  },
} as const

/**
 * Returns the page of an error in markdown: its sentence, an explanation, advice, what the error did not change, and its HTTP status and exit code. The site
 * shows it at `/docs/errors/<code>`.
 */
export function errorPage(code: ErrorCode, language: Language): string {
  const row = errorTable[code]
  const page: ErrorPage = errorPages[code] ?? {}
  const { happened, advice, notLost, gap } = words[language]
  const sentence = language === 'zh' ? errorSentencesZh[code] : row.sentence
  const [first, rest] = cutSentence(sentence)
  const tail = page.advice === undefined || page.again === true ? againText(code)[language] : ''
  const paragraphs = [
    `# ${code}`,
    `> ${sentence}`,
    `**${happened}** ${page.happened?.[language] ?? first}`,
    page.detail?.[language],
    `**${advice}** ${[page.advice?.[language] ?? rest, tail].filter((text) => text !== '').join(gap)}`,
    page.steps?.[language],
    `**${notLost}** ${notLostText(code, page)[language]}`,
    numbersText(code, language),
  ]
  return `${paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n')}\n`
}

/** Splits a text after its first sentence. A short second sentence about the cost ("Nothing was charged.") counts as part of the first one. */
function cutSentence(text: string): readonly [string, string] {
  const [, first = text, rest = ''] = /^(.*?(?:[.!?](?= )|[。！？])(?: Nothing (?:was|is) \w+\.)?)\s*(.*)$/s.exec(text) ?? []
  return [first, rest]
}

function againText(code: ErrorCode): PageText {
  const { once, repeated } = isOfProvide(code) ? again.command : again.request
  return errorTable[code].retry ? repeated : once
}

function notLostText(code: ErrorCode, page: ErrorPage): PageText {
  const said = page.notLost ?? (isOfProvide(code) ? 'listing' : notLostInArea[areaOf(code)])
  return typeof said === 'string' ? notLost[said] : said
}

/** Returns true for errors of `infinitio provide`. Their pages describe a command that failed, and not a request. */
function isOfProvide(code: ErrorCode): boolean {
  return Object.hasOwn(provideErrors, code)
}

function numbersText(code: ErrorCode, language: Language): string {
  const { http, exit, retry } = errorTable[code]
  return language === 'zh'
    ? `HTTP 状态 ${http} · CLI 退出码 ${exit} · 重试：${retry ? '是' : '否'}`
    : `HTTP status ${http} · CLI exit code ${exit} · retry: ${retry ? 'yes' : 'no'}`
}

/** The additional texts of every error page that has some. */
export const errorPages: ErrorPages = {
  ...orderPages,
  ...leasePages,
  ...leaseFilePages,
  ...leaseSharePages,
  ...accountPages,
  ...authPages,
  ...chainPages,
  ...nodePages,
  ...providePages,
  ...snapshotPages,
  ...movePages,
}
