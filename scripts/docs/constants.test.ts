import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { listSourceFiles, sourceFile } from '../tidy/sourceFile.ts'
import { constantsInDocs } from './constantsInDocs.ts'
import { errorCodesInDocs } from './errorCodesInDocs.ts'

const files = listSourceFiles(checkout)

describe('constants in the documents', () => {
  it('have the values of the code', () => {
    expect(constantsInDocs(files)).toEqual([])
  })

  it.each(['contracts', 'economy', 'market', 'threat-model'])('are compared on docs/%s.md', (page) => {
    const wrong = files.map((file) =>
      file.path === `docs/${page}.md` ? sourceFile({ path: file.path, text: file.text.replace(/^(\| `\w+\.\w+` \|) [^|]+ \|/gm, '$1 0x7 |') }) : file,
    )
    expect(constantsInDocs(wrong).length).toBeGreaterThan(9)
  })

  it('are rejected if the code has no such constant', () => {
    const page = sourceFile({ path: 'docs/a.md', text: '| `Market.GONE` | 7 | it |\n' })
    expect(constantsInDocs([page]).map(({ message }) => message)).toEqual(['gives Market.GONE as 7; the code has no such constant'])
  })
})

describe('error codes in the documents', () => {
  it('are in the error table', () => {
    expect(errorCodesInDocs(files)).toEqual([])
  })

  it('are rejected if the table lacks them', () => {
    const page = sourceFile({ path: 'docs/guides/a.md', text: 'It answers `order.gone_away` and not `order.expired` or `cookie.name`.' })
    expect(errorCodesInDocs([...files, page]).map(({ message }) => message)).toEqual(['names `order.gone_away`, which is no error'])
  })
})
