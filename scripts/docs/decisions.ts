import type { Finding, SourceFile } from '../tidy/sourceFile.ts'

const indexPath = 'docs/adr/README.md'
/**
 * Files that may mention a decision that was removed: migrations, because they never change once they have run; the changelog, because it describes the past;
 * the index of the decisions, because it lists removed ones; and the files of this check, because the mentions in its tests are invented.
 */
const mayCiteGone = /^(prisma\/migrations\/|CHANGELOG\.md$|docs\/adr\/README\.md$|scripts\/docs\/)/

/**
 * Returns the problems of the architecture decisions (ADRs):
 * - a citation of a decision that has no file
 * - a decision that the index does not list exactly once with its title
 * - a number that has no file and that the index does not list as removed
 * - a removed number that is used again
 */
export function decisions(files: readonly SourceFile[]): Finding[] {
  const kept = new Map(files.flatMap(({ path, lines }) => numberedTitle(path, lines[0] ?? '')))
  const index = files.find(({ path }) => path === indexPath)
  if (index === undefined) return [{ path: indexPath, rule: 'decisions', message: 'is missing' }]
  return [...indexFindings(index.text, kept), ...files.flatMap((file) => citationFindings(file, kept))]
}

/** Returns the numbers of all decisions (ADRs) that a text cites: as "ADR 12", "ADRs 3 and 4", "decision 7", or as a path into docs/adr. */
export function citedDecisions(text: string): number[] {
  const words = [...text.matchAll(/\b(?:ADRs?|[Dd]ecisions?) \[?0*(\d{1,4})\b((?:(?:,| and|, and) \[?0*\d{1,4}\b(?! ?[a-z%]))*)/g)]
  const named = words.flatMap(([, first = '', more = '']) => [Number(first), ...[...more.matchAll(/\d+/g)].map(([number]) => Number(number))])
  const paths = [...text.matchAll(/(?:docs\/adr\/|\/adr\/|\(adr\/|\()(\d{4})(?:-[a-z]|\b(?=`))/g)].map(([, number]) => Number(number))
  return [...new Set([...named, ...paths])]
}

function citationFindings({ path, text }: SourceFile, kept: ReadonlyMap<number, unknown>): Finding[] {
  if (mayCiteGone.test(path) || !/\.(ts|tsx|mjs|cjs|sol|tree|md|prisma|py|yaml|yml|sql|css|json)$/.test(path)) return []
  return citedDecisions(text)
    .filter((number) => !kept.has(number))
    .map((number) => ({ path, rule: 'decisions', message: `cites decision ${number}, which is gone: ${indexPath} says where it stands now` }))
}

function indexFindings(text: string, kept: ReadonlyMap<number, { path: string; title: string }>): Finding[] {
  const listed = [...text.matchAll(/^- (\d+)\. \[([^\]]+)\]\((\d{4}-[^)]+\.md)\)/gm)].map(([, number = '', title = '', file = '']) => ({
    number: Number(number),
    title,
    file,
  }))
  const gone = new Set([...text.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number)))
  const add = (message: string): Finding => ({ path: indexPath, rule: 'decisions', message })
  const counts = new Map<number, number>()
  for (const { number } of listed) counts.set(number, (counts.get(number) ?? 0) + 1)
  const newest = Math.max(...kept.keys(), ...gone)
  return [
    ...[...kept].flatMap(([number, { path, title }]) => {
      if (counts.get(number) !== 1) return [add(`lists decision ${number} ${counts.get(number) ?? 0} times, not once`)]
      const row = listed.find((candidate) => candidate.number === number)
      return row?.title === title && path.endsWith(`/${row.file}`) ? [] : [add(`needs "- ${number}. [${title}](${path.slice('docs/adr/'.length)})"`)]
    }),
    ...listed.filter(({ number }) => !kept.has(number)).map(({ number }) => add(`lists decision ${number}, which has no file`)),
    ...[...kept.keys()].filter((number) => gone.has(number)).map((number) => add(`number ${number} is gone and must not be used again`)),
    ...Array.from({ length: newest }, (_, before) => before + 1)
      .filter((number) => !kept.has(number) && !gone.has(number))
      .map((number) => add(`says nothing about number ${number}`)),
  ]
}

function numberedTitle(path: string, line: string): [number, { path: string; title: string }][] {
  const [, file = ''] = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/.exec(path) ?? []
  if (file === '') return []
  return [[Number(file), { path, title: line.replace(/^# \d+\. /, '') }]]
}
