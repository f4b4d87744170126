import { describe, expect, test } from 'vitest'
import { errorSentencesZh } from '../chinese/index.ts'
import { type ErrorCode, errorTable, isErrorCode } from '../errors/errorTable.ts'
import { errorPage, errorPages } from './errorPage.ts'

const codes = Object.keys(errorTable) as ErrorCode[]
const parts = { en: ['What happened', 'What to do', 'What you keep'], zh: ['发生了什么', '该怎么做', '没有失去什么'] }

describe('errorPage', () => {
  test.each(codes)('makes a page for %s with its sentence, its numbers and three parts with text, in both languages', (code) => {
    const { http, exit, retry, sentence } = errorTable[code]
    for (const [language, said] of [
      ['en', sentence],
      ['zh', errorSentencesZh[code]],
    ] as const) {
      const page = errorPage(code, language)
      expect(page.startsWith(`# ${code}\n\n> ${said}\n\n`)).toBe(true)
      for (const part of parts[language]) expect(page).toMatch(new RegExp(`\\n\\n\\*\\*${part}[.。]\\*\\* \\S.{3}`))
      expect(page.split('\n').at(-2)).toMatch(new RegExp(`^HTTP.* ${http} · CLI .*${exit} · .*[:：] ?${retry ? '(yes|是)' : '(no|否)'}$`))
      expect(page).not.toMatch(/undefined|\n\n\n| \n/)
    }
  })

  test('has texts only for codes of the table, and none that repeats the table', () => {
    expect(Object.keys(errorPages).filter((code) => !isErrorCode(code))).toEqual([])
    const repeated = codes.filter((code) => {
      const { sentence } = errorTable[code]
      const { happened, advice } = errorPages[code] ?? {}
      return happened?.en === sentence || (happened !== undefined && advice !== undefined && `${happened.en} ${advice.en}` === sentence)
    })
    expect(repeated).toEqual([])
  })

  test('repeats the sentence in its parts when the table is complete', () => {
    expect(errorPage('hold.hourly_limit', 'en')).toBe(
      [
        '# hold.hourly_limit',
        `> ${errorTable['hold.hourly_limit'].sentence}`,
        '**What happened.** You made 3 unused holds in the last hour. Nothing was charged.',
        '**What to do.** Rent now without a hold, or try again when the oldest hold is an hour old. The same request may succeed later. Programs should wait longer before each new try.',
        '**What you keep.** Holding is free. The amount that a funded hold reserved is back in your balance.',
        'HTTP status 429 · CLI exit code 21 · retry: yes\n',
      ].join('\n\n'),
    )
  })

  test('shows a longer text if there is one, and further paragraphs after their part', () => {
    const page = errorPage('node.driver_missing', 'zh').split('\n\n')
    expect(page).toHaveLength(8)
    expect(page[3]).toContain('`nvidia-smi`')
    expect(page[4]).toMatch(/然后重新运行该命令：已完成的步骤不会重复执行。$/)
    expect(page[5]).toContain('`amdgpu-dkms`')
    expect(page[6]).toContain('机器的密钥也留在原处')
    expect(errorPage('account.blocked', 'en')).not.toContain('same request')
  })
})
