import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endpoints } from '../app.ts'
import { openApiDocument } from '../openApiDocument.ts'

const file = join(import.meta.dirname, '../../../web/features/docs/api/apiTexts.zh.json')
const chinese = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>
const { info, paths, components } = openApiDocument(endpoints, { publicUrl: 'http://localhost:3000' }) as Readonly<Record<string, object>>

/** How often the pages of the reference show each text of the document. */
const shown = new Map<string, number>()
const summaries = new Set<string>()
note({ info, paths, components }, '')

describe('the Chinese texts of the API reference', () => {
  test('exist for every summary, and for each text that stands at two places or more', () => {
    const missing = [...shown].filter(([text, times]) => (summaries.has(text) || times > 1) && chinese[text] === undefined && !isUnit(text))
    expect(missing.map(([text]) => text)).toEqual([])
  })

  test('belong to texts that the document has: after a change of an English text, its Chinese one changes too', () => {
    expect(Object.keys(chinese).filter((text) => !shown.has(text))).toEqual([])
  })

  test('have the same names of fields and values as the English texts, and Chinese words', () => {
    const names = (text: string) => (text.match(/`[^`]+`/g) ?? []).sort().join(' ')
    const other = Object.entries(chinese).filter(([text, own]) => names(text) !== names(own) || !/\p{Script=Han}/u.test(own))
    expect(other.map(([text]) => text)).toEqual([])
  })
})

function note(value: unknown, key: string): void {
  if (Array.isArray(value)) {
    for (const inner of value) note(inner, key)
    return
  }
  if (typeof value !== 'object' || value === null || ['example', 'examples', 'enum', 'const', 'default'].includes(key)) return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') note(inner, name)
    else if (name === 'summary' || name === 'description') {
      shown.set(inner, (shown.get(inner) ?? 0) + 1)
      if (name === 'summary') summaries.add(inner)
    }
  }
}

/** Returns true for a text that is only a unit, such as "Mbit/s.", or only names, such as a list of error codes. */
function isUnit(text: string): boolean {
  return /^(MHz|Mbit\/s)\.$|^[a-z0-9_]+(\.[a-z0-9_]+)+(, |$)/.test(text)
}
