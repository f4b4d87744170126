import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { expect, test } from 'vitest'
import { GovernHead } from '#web/features/govern/overview/GovernHead.tsx'
import { governParts } from '#web/parts/govern/governParts.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

function headAt(path: string): { title: string; markup: string } {
  const markup = markupFor(
    'en',
    <PathnameContext.Provider value={path}>
      <GovernHead />
    </PathnameContext.Provider>,
  )
  return { title: /<h1>(.*?)<\/h1>/.exec(markup)?.[1] ?? '', markup }
}

test('names each page of the section by its own title, and marks its tab', () => {
  const titles = governParts.map(({ href }) => headAt(href).title)
  expect(new Set(titles).size).toBe(governParts.length)
  expect(titles).not.toContain('Govern')
  for (const { href } of governParts) expect(headAt(href).markup).toContain(`aria-current="page" href="${href}"`)
  expect(headAt('/govern').title).toBe('Govern')
})

test.each([
  ['/govern/proposals/new', 'New proposal', '/govern/proposals'],
  ['/govern/proposals/7', 'Proposal 7', '/govern/proposals'],
  [`/govern/proposals/${'9'.repeat(77)}`, 'Proposal', '/govern/proposals'],
  ['/govern/delegates/0x00000000000000000000000000000000000000aa', 'Delegate 0x0000…00aa', '/govern/delegates'],
  ['/govern/bounties/2', 'Bounty 2', '/govern/bounties'],
  ['/govern/incubation/2', 'Project 2', '/govern/incubation'],
  ['/govern/carbon/2', 'Proof 2', '/govern/carbon'],
  ['/disputes/2', 'Dispute 2', '/disputes'],
])('titles %s %s, with a way back to its tab', (path, title, tab) => {
  const head = headAt(path)
  expect(head.title).toBe(title)
  expect(head.markup).toContain(
    `<nav class="t13 dim" aria-label="Breadcrumb"><a class="link" href="/govern">Govern</a> / <a class="link" href="${tab}">`,
  )
})
