import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guideGroups, guidesOf } from '#web/features/docs/guideGroups.ts'
import { llmsText } from '#web/features/docs/llmsText.ts'

const folder = join(import.meta.dirname, '../../../../docs/guides')

test('lists each guide once with its title and first sentence', () => {
  const groups = guideGroups.map((group) => ({
    title: group.id,
    guides: guidesOf(group).map((name) => ({ slug: `guides/${name}`, title: name, text: readFileSync(join(folder, `${name}.md`), 'utf8') })),
  }))
  const text = llmsText(groups)
  const lines = text.split('\n').filter((line) => line.startsWith('- [') && line.includes('(/docs/guides/'))
  expect(lines).toHaveLength(groups.flatMap(({ guides }) => guides).length)
  for (const line of lines) expect(line).toMatch(/^- \[[a-z-]+\]\(\/docs\/guides\/[a-z-]+\): (?!(sh|ts|ini|bash) ).{10,}[.:]$/)
})

test('takes the first sentence without marks and links', () => {
  const guide = { slug: 'guides/a', title: 'A', text: '# A\n\n![A picture.](a.webp)\n\nA **lease** is [time](b.md) on `one` machine. More.\n' }
  expect(llmsText([{ title: 'Rent', guides: [guide] }])).toContain('## Rent\n\n- [A](/docs/guides/a): A lease is time on one machine.\n')
})

test('skips blocks of code before the first sentence', () => {
  const guide = {
    slug: 'guides/a',
    title: 'A',
    text: '# A\n\n```sh\nnpm start\n\nnpm run stop\n```\n\n~~~\nmore code.\n~~~\n\nRent by the second. More.\n',
  }
  expect(llmsText([{ title: 'Rent', guides: [guide] }])).toContain('- [A](/docs/guides/a): Rent by the second.\n')
})
