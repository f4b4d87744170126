/** The pages that exist, in the order of the bar. `tab` ones are in the phone's tab bar too. */
export const navigation = [
  { href: '/gpus', key: 'gpus', tabKey: 'find' },
  { href: '/leases', key: 'leases', tabKey: 'leases' },
  { href: '/provide', key: 'provide', tabKey: 'provide' },
  { href: '/wallet', key: 'wallet', tabKey: 'wallet' },
  { href: '/docs', key: 'docs', tabKey: 'docs' },
] as const

/** True when the page at `pathname` belongs under the entry `href`. */
export function isUnder(href: string, pathname: string): boolean {
  if (href === '/gpus' && pathname.startsWith('/book/')) return true
  return pathname === href || pathname.startsWith(`${href}/`)
}
