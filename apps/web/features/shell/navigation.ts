/** The pages in the top bar, in their order. */
export const navigation = [
  { href: '/gpus', key: 'gpus' },
  { href: '/jobs', key: 'jobs' },
  { href: '/models', key: 'models' },
  { href: '/market', key: 'market' },
  { href: '/leases', key: 'leases' },
  { href: '/provide', key: 'provide' },
  { href: '/wallet', key: 'wallet' },
  { href: '/govern', key: 'govern' },
  { href: '/explorer', key: 'explorer' },
  { href: '/docs', key: 'docs' },
] as const

/** The pages in the tab bar of phones, in their order. The fifth tab opens all other pages. */
export const phoneTabs = [
  { href: '/gpus', key: 'find' },
  { href: '/jobs', key: 'jobs' },
  { href: '/models', key: 'models' },
  { href: '/leases', key: 'leases' },
] as const

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

/** Pages whose address is not below the address of the navigation entry that they belong to. */
const elsewhere = [
  ['/market', '/orders'],
  ['/explorer', '/tx'],
  ['/gpus', '/book'],
  ['/gpus', '/rent'],
  ['/leases', '/clusters'],
  ['/jobs', '/tasks'],
  ['/models', '/playground'],
  ['/models', '/usage'],
  ['/govern', '/disputes'],
] as const

/** Returns true if the page at `pathname` belongs to the navigation entry `href`, so that the entry is marked. */
export function isUnder(href: string, pathname: string): boolean {
  return isBelow(href, pathname) || elsewhere.some(([entry, page]) => entry === href && isBelow(page, pathname))
}

/** Returns the address of the page in the list of the last phone tab to which `pathname` belongs: the nearest one. Returns null if it belongs to none. */
export function currentMorePage(pathname: string): string | null {
  const found = moreGroups.flatMap(({ pages }) => pages.map(({ href }) => href)).filter((href) => isUnder(href, pathname))
  return found.filter((href) => isBelow(href, pathname)).toSorted((a, b) => b.length - a.length)[0] ?? found[0] ?? null
}

function isBelow(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
