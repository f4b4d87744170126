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

/** Pages that only the fifth tab of phones opens, besides those of the top bar. */
const onlyInMore = ['/notifications', '/settings', '/status'] as const

/** Returns true if the page at `pathname` belongs to the navigation entry `href`, so that the entry is marked. */
export function isUnder(href: string, pathname: string): boolean {
  return isBelow(href, pathname) || elsewhere.some(([entry, page]) => entry === href && isBelow(page, pathname))
}

/** Returns the key of the phone's tab that the page at `pathname` belongs to: `more` for a page that the fifth tab lists, or null for a page of no tab. */
export function currentTab(pathname: string): (typeof phoneTabs)[number]['key'] | 'more' | null {
  const tab = phoneTabs.find(({ href }) => isUnder(href, pathname))
  const inMore = [...navigation.map(({ href }) => href), ...onlyInMore].some((href) => isUnder(href, pathname))
  return tab?.key ?? (inMore ? 'more' : null)
}

/** Returns true if the page at `pathname` has the address `href` or one below it. */
export function isBelow(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
