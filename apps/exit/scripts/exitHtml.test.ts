import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { exitHtml } from './exitHtml.ts'

const html = exitHtml({ script: 'const end = "</script>"; console.log(end)\n', style: 'p{color:red}\n', font: 'AAAA' })
const part = (name: string) => new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`).exec(html)?.[1] ?? ''

describe('builds the file of the exit page', () => {
  test.each(['script', 'style'])('lets exactly its own %s run', (name) => {
    const hash = createHash('sha256').update(part(name)).digest('base64')
    expect(html).toContain(`${name}-src 'sha256-${hash}'`)
  })

  test('keeps a script whole that contains the end of a script element', () => {
    expect(part('script')).toBe('const end = "<\\/script>"; console.log(end)')
  })

  test('loads nothing and posts nothing', () => {
    expect(html).toContain("default-src 'none'")
    expect(html).toContain("form-action 'none'")
    expect(html).not.toMatch(/(src|href)="(?!data:)/)
  })
})
