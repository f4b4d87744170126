import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { sitePages } from '../../e2e/browser/sitePages.ts'
import { checkout } from '../start/dataFolder.ts'

const app = join(checkout, 'apps/web/app')

test('finds every page of the site in the browser tests: add an example of a new page to e2e/browser/sitePages.ts', () => {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|\/)page\.tsx$/.test(file))
  const routes = files.map((file) => (dirname(file) === '.' ? '/' : `/${dirname(file)}`))
  expect(sitePages.map(({ route }) => route).toSorted()).toEqual(routes.toSorted())
})
