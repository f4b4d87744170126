import { describe, expect, it } from 'vitest'
import { sourceFile } from '../tidy/sourceFile.ts'
import { judgeSubjects } from './commitSubjects.ts'
import { citedDecisions, decisions } from './decisions.ts'
import { pathsInDocs } from './pathsInDocs.ts'

const paths = ['apps/web/README.md', 'apps/web/server/main.ts', 'packages/db/src/index.ts', 'docs/market.md', 'docs/images/a.png', 'README.md']
const lost = (path: string, text: string) => pathsInDocs([sourceFile({ path, text })], paths).map(({ message }) => message)

describe('paths in documents', () => {
  it.each([
    ['a path from the root', 'see `apps/web/server/main.ts`'],
    ['a folder', 'see `apps/web/server` and `packages/db/src/`'],
    ['a file of the same room', 'see `server/main.ts`'],
    ['the end of a path', 'see `main.ts` and `src/index.ts`'],
    ['a line of a file', 'see `apps/web/server/main.ts:12`'],
    ['a part of a name and a choice', 'see `apps/*/README.md` and `docs/{market,images}*`'],
    ['a link to a file, with an anchor, and to a picture', 'see [it](../../docs/market.md#edges) and [this](../../docs/images/a.png)'],
    ['what is no path', 'see `GET /api/v1/orders`, `and/or`, `provide.json`, `/govern/simulator` and `docs/<code>.md`'],
    ['fenced text', '```sh\n`apps/gone`\n[x](gone.md)\n```'],
  ])('accepts %s', (_what, text) => {
    expect(lost('apps/web/README.md', text)).toEqual([])
  })

  it.each([
    ['a file that is gone', '`apps/web/server/gone.ts`', 'names `apps/web/server/gone.ts`, which does not exist'],
    ['a folder that is gone', '`packages/gone`', 'names `packages/gone`, which does not exist'],
    ['a name that no file has', '`gone.sol`', 'names `gone.sol`, which does not exist'],
    ['a name that matches nothing', '`docs/gone*.md`', 'names `docs/gone*.md`, which does not exist'],
    ['one of a choice that is gone', '`docs/{market,gone}.md`', 'names `docs/{market,gone}.md`, which does not exist'],
    ['a link that leads nowhere', '[it](gone.md)', 'links to gone.md, which does not exist'],
  ])('rejects %s', (_what, text, message) => {
    expect(lost('apps/web/README.md', text)).toEqual([message])
  })

  it('checks READMEs, pages of docs, guides and decisions, and no other file', () => {
    const read = ['README.md', 'CONTRIBUTING.md', 'docs/a.md', 'docs/guides/a.md', 'docs/adr/0001-a.md', 'contracts/gas/README.md']
    expect(read.filter((path) => lost(path, '`apps/gone`').length === 0)).toEqual([])
    expect(['CHANGELOG.md', 'docs/zh/guides/a.md', 'apps/web/main.ts'].filter((path) => lost(path, '`apps/gone`').length > 0)).toEqual([])
  })
})

describe('citations of decisions', () => {
  it.each([
    ['ADR 12', [12]],
    ['(ADR 0097)', [97]],
    ['ADRs 3 and 4', [3, 4]],
    ['(ADR 40, 41, images of renters: 56)', [40, 41]],
    ['[Decision 190](adr/0190-a.md) and decision 26', [190, 26]],
    ['[118](adr/0118-a.md), [why](../../docs/adr/0032-b.md)', [118, 32]],
    ['`docs/adr/0019`', [19]],
    ['ADR 12, 300 lines', [12]],
    ['a decision of 2026 and ADR', []],
  ])('finds the decisions in "%s"', (text, numbers) => {
    expect(citedDecisions(text)).toEqual(numbers)
  })

  const first = sourceFile({ path: 'docs/adr/0001-keep-it.md', text: '# 1. Keep it\n' })
  const indexOf = (text: string) => sourceFile({ path: 'docs/adr/README.md', text })
  const whole = '- 1. [Keep it](0001-keep-it.md)\n| 2 | what was decided | README | abc |\n'
  const wrong = (text: string, cited = '') =>
    decisions([first, indexOf(text), sourceFile({ path: 'apps/web/a.ts', text: cited })]).map(({ message }) => message)

  it('accepts a complete index, and citations of existing decisions', () => {
    expect(wrong(whole, '// ADR 1')).toEqual([])
  })

  it.each([
    ['a citation of a decision that is gone', whole, '// ADR 2', 'cites decision 2, which is gone: docs/adr/README.md says where it stands now'],
    ['a decision that is not listed', '| 2 | a | b | c |\n', '', 'lists decision 1 0 times, not once'],
    ['a decision under another title', whole.replace('Keep it', 'Drop it'), '', 'needs "- 1. [Keep it](0001-keep-it.md)"'],
    ['a number without a word', `${whole}| 4 | a | b | c |\n`, '', 'says nothing about number 3'],
    ['a number that is used again', `${whole}| 1 | a | b | c |\n`, '', 'number 1 is gone and must not be used again'],
    ['a listed decision without a file', `${whole}- 3. [It](0003-it.md)\n| 3 | a | b | c |\n`, '', 'lists decision 3, which has no file'],
  ])('rejects %s', (_what, text, cited, message) => {
    expect(wrong(text, cited)).toEqual([message])
  })

  it('lets a migration and the changelog cite removed decisions', () => {
    const old = ['prisma/migrations/1_a/migration.sql', 'CHANGELOG.md'].map((path) => sourceFile({ path, text: 'ADR 2' }))
    expect(decisions([first, indexOf(whole), ...old])).toEqual([])
  })
})

describe('commit subjects', () => {
  it('have at most 72 characters', () => {
    const subject = `fix(web): ${'a'.repeat(62)}`
    expect(judgeSubjects([`abc1234 ${subject}`, `abc1235 ${subject}b`])).toEqual([`abc1235 ${subject}b  has 73 characters; at most 72`])
  })
})
