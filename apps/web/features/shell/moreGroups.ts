import { isBelow, isUnder } from '#web/features/shell/navigation.ts'

type MorePage = {
  readonly href: string
  readonly key: 'market' | 'orders' | 'provide' | 'wallet' | 'notifications' | 'settings' | 'govern' | 'explorer' | 'status' | 'docs' | 'api'
}

/** Pages in the list of the last phone tab that belong together. `key` selects the heading of the group. */
export type MoreGroup = { readonly key: 'trade' | 'account' | 'network' | 'help'; readonly pages: readonly MorePage[] }

/** The pages that the last tab of phones opens, in groups. */
export const moreGroups: readonly MoreGroup[] = [
  {
    key: 'trade',
    pages: [
      { href: '/market', key: 'market' },
      { href: '/orders', key: 'orders' },
      { href: '/provide', key: 'provide' },
    ],
  },
  {
    key: 'account',
    pages: [
      { href: '/wallet', key: 'wallet' },
      { href: '/notifications', key: 'notifications' },
      { href: '/settings', key: 'settings' },
    ],
  },
  {
    key: 'network',
    pages: [
      { href: '/govern', key: 'govern' },
      { href: '/explorer', key: 'explorer' },
      { href: '/status', key: 'status' },
    ],
  },
  {
    key: 'help',
    pages: [
      { href: '/docs', key: 'docs' },
      { href: '/docs/api', key: 'api' },
    ],
  },
]

/** Returns the address of the page in the list of the last phone tab to which `pathname` belongs: the nearest one. Returns null if it belongs to none. */
export function currentMorePage(pathname: string): string | null {
  const found = moreGroups.flatMap(({ pages }) => pages.map(({ href }) => href)).filter((href) => isUnder(href, pathname))
  return found.filter((href) => isBelow(href, pathname)).toSorted((a, b) => b.length - a.length)[0] ?? found[0] ?? null
}
