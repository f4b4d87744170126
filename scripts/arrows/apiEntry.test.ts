import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

type Side = { path?: string; pathNot?: string | string[] }
type Rule = { name: string; from: Side; to: Side }

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: Rule[] }
const rules = forbidden.filter(({ from, to }) => from.path !== undefined && to.path?.includes('apps/') === true)

/**
 * Returns the names of the rules that refuse this import between apps. dependency-cruiser replaces `$1` and `$2` with the groups that `from`
 * captured.
 */
function refusedBy(from: string, to: string): string[] {
  const isOn = ({ path, pathNot = [] }: Side, file: string, groups: readonly string[]) => {
    const filled = (pattern: string) => new RegExp(pattern.replaceAll(/\$(\d)/g, (_, at: string) => groups[Number(at)] ?? ''))
    return (path === undefined || filled(path).test(file)) && ![pathNot].flat().some((pattern) => filled(pattern).test(file))
  }
  return rules
    .filter((rule) => isOn(rule.from, from, []) && isOn(rule.to, to, new RegExp(rule.from.path ?? '').exec(from) ?? []))
    .map(({ name }) => name)
}

test.each([
  ['the process of the pages imports an action', 'apps/web/server/main.ts', 'apps/api/src/actions/chain/readChain.ts'],
  ['a page imports the app', 'apps/web/app/status/page.tsx', 'apps/api/src/app.ts'],
  ['a page imports what starts an API for a test', 'apps/web/app/status/page.tsx', 'apps/api/test/index.ts'],
  ['a test of pages imports an action', 'apps/web/features/status/status.test.ts', 'apps/api/src/actions/market/readStatus.ts'],
  ['another app imports the entry point', 'apps/gateway/src/main.ts', 'apps/api/src/index.ts'],
  ['the API imports a page', 'apps/api/src/app.ts', 'apps/web/i18n/reading.ts'],
])('the rules of imports refuse that %s', (_what, from, to) => {
  expect(refusedBy(from, to)).not.toEqual([])
})

test.each([
  ['the process of the pages imports the entry point', 'apps/web/server/main.ts', 'apps/api/src/index.ts'],
  ['the catch-all route imports the entry point', 'apps/web/app/api/[[...route]]/route.ts', 'apps/api/src/index.ts'],
  ['a test of pages starts an API', 'apps/web/features/wallet-connection/pageWallet.test.ts', 'apps/api/test/index.ts'],
  ['the API imports itself', 'apps/api/src/app.ts', 'apps/api/src/routes/leaseRoutes.ts'],
])('the rules of imports allow that %s', (_what, from, to) => {
  expect(refusedBy(from, to)).toEqual([])
})
