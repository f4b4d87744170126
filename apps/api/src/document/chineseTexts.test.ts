import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endpoints } from '../app.ts'
import { openApiDocument } from '../openApiDocument.ts'

const file = join(import.meta.dirname, '../../../web/features/docs/api/apiTexts.zh.json')
const chinese = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>
const { info, paths, components } = openApiDocument(endpoints, { publicUrl: 'http://localhost:3000' }) as {
  info: object
  paths: object
  components: { schemas: object }
}

/** Each text of the document that the pages of the reference show. The long description of an operation is not among them. */
const shown = new Set<string>()
note({ info, paths, schemas: components.schemas }, '')

/**
 * How many of about 2,500 texts may be English on Chinese pages, and how many Chinese texts may be left of earlier English ones. A new endpoint need not wait for
 * its translation; a release should find none.
 */
const mostLeft = 60

describe('the Chinese texts of the API reference', () => {
  test('exist for nearly every text that the pages show', () => {
    expect([...shown].filter((text) => chinese[text] === undefined && !isUnit(text)).length).toBeLessThanOrEqual(mostLeft)
  })

  test('belong to texts that the document has, but for a few whose English text has changed', () => {
    expect(Object.keys(chinese).filter((text) => !shown.has(text)).length).toBeLessThanOrEqual(mostLeft)
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
    else if (name === 'summary' || (name === 'description' && !('operationId' in value))) shown.add(inner)
  }
}

/** Returns true for a text that is only a unit, such as "Mbit/s.", or only names, such as a list of error codes. */
function isUnit(text: string): boolean {
  return /^(MHz|Mbit\/s)\.$|^[a-z0-9_]+(\.[a-z0-9_]+)+(, |$)/.test(text)
}
