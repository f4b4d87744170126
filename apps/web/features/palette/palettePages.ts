import { governParts } from '#web/parts/govern/governParts.ts'

/**
 * Lists the pages that have a fixed URL and show something without parameters in that URL; a test compares this list with the routes. `key` selects the
 * page's title and search words in the messages of the command palette.
 */
export const palettePages = [
  { href: '/', key: 'home' },
  { href: '/gpus', key: 'gpus' },
  { href: '/gpus/compare', key: 'compare' },
  { href: '/rent/cluster', key: 'cluster' },
  { href: '/jobs', key: 'jobs' },
  { href: '/jobs/new', key: 'newJob' },
  { href: '/tasks', key: 'tasks' },
  { href: '/models', key: 'aiServices' },
  { href: '/playground', key: 'playground' },
  { href: '/usage', key: 'usage' },
  { href: '/market', key: 'market' },
  { href: '/orders', key: 'orders' },
  { href: '/leases', key: 'leases' },
  { href: '/notifications', key: 'notifications' },
  { href: '/wallet', key: 'wallet' },
  { href: '/wallet/keys', key: 'keys' },
  { href: '/wallet/statement', key: 'statement' },
  { href: '/provide', key: 'provide' },
  { href: '/provide/invoices', key: 'seller' },
  { href: '/provide/tasks', key: 'provideTasks' },
  { href: '/provide/services', key: 'provideServices' },
  { href: '/govern', key: 'govern' },
  ...governParts,
  { href: '/govern/proposals/new', key: 'propose' },
  { href: '/explorer', key: 'explorer' },
  { href: '/explorer/nodes', key: 'explorerNodes' },
  { href: '/explorer/leases', key: 'explorerLeases' },
  { href: '/explorer/transactions', key: 'explorerTransactions' },
  { href: '/explorer/blocks', key: 'explorerBlocks' },
  { href: '/explorer/validators', key: 'explorerValidators' },
  { href: '/explorer/epochs', key: 'explorerEpochs' },
  { href: '/explorer/journal', key: 'explorerJournal' },
  { href: '/settings', key: 'settings' },
  { href: '/status', key: 'status' },
  { href: '/docs', key: 'docs' },
  { href: '/docs/api', key: 'api' },
  { href: '/docs/api/browse', key: 'browse' },
  { href: '/docs/errors', key: 'errors' },
] as const

const firstPages: ReadonlySet<string> = new Set('/gpus /leases /orders /market /jobs /models /wallet /provide /docs /settings'.split(' '))

/** The number of GPU classes that the palette shows before the user types. */
const firstClasses = 4

/** Returns the pages that the palette shows: those that a renter needs most, and once the user types, all pages. */
export function pagesFor(typed: string): readonly (typeof palettePages)[number][] {
  return typed.trim() === '' ? palettePages.filter(({ href }) => firstPages.has(href)) : palettePages
}

/** Returns the GPU classes that the palette shows: a few, and once the user types, all of them. */
export function classesFor<Class>(typed: string, classes: readonly Class[]): readonly Class[] {
  return typed.trim() === '' ? classes.slice(0, firstClasses) : classes
}
