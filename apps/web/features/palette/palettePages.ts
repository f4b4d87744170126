import { governParts } from '#web/parts/govern/governParts.ts'

/**
 * Lists every page with a fixed address; a test compares the list with the routes. `key` selects the title and the search words in the palette's
 * messages.
 */
export const palettePages = [
  { href: '/', key: 'home' },
  { href: '/gpus', key: 'gpus' },
  { href: '/gpus/compare', key: 'compare' },
  { href: '/rent/cluster', key: 'cluster' },
  { href: '/jobs', key: 'jobs' },
  { href: '/jobs/new', key: 'newJob' },
  { href: '/tasks', key: 'tasks' },
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
  { href: '/govern', key: 'govern' },
  ...governParts,
  { href: '/govern/proposals/new', key: 'propose' },
  { href: '/disputes', key: 'disputes' },
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
