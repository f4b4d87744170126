/** The pages in the top bar, in their order. A page with a `tabKey` is also in the tab bar of phones, which has five tabs. */
export const navigation = [
  { href: '/gpus', key: 'gpus', tabKey: 'find' },
  { href: '/jobs', key: 'jobs', tabKey: null },
  { href: '/models', key: 'models', tabKey: null },
  { href: '/market', key: 'market', tabKey: 'market' },
  { href: '/leases', key: 'leases', tabKey: 'leases' },
  { href: '/provide', key: 'provide', tabKey: 'provide' },
  { href: '/wallet', key: 'wallet', tabKey: 'wallet' },
  { href: '/govern', key: 'govern', tabKey: null },
  { href: '/explorer', key: 'explorer', tabKey: null },
  { href: '/docs', key: 'docs', tabKey: null },
] as const

/** Returns true if the page at `pathname` belongs to the navigation entry `href`, so that the entry is marked. */
export function isUnder(href: string, pathname: string): boolean {
  if (href === '/market' && pathname === '/orders') return true
  if (href === '/explorer' && pathname.startsWith('/tx/')) return true
  if (href === '/gpus' && pathname.startsWith('/book/')) return true
  if (href === '/leases' && pathname.startsWith('/clusters/')) return true
  if (href === '/models' && (pathname === '/playground' || pathname === '/usage')) return true
  return pathname === href || pathname.startsWith(`${href}/`)
}
