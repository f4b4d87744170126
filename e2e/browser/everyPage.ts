/** What pages of single things are opened with, by the word that stands for it in an address. */
export type PageThings = Readonly<
  Record<'node' | 'class' | 'hold' | 'releasedHold' | 'order' | 'lease' | 'endedLease' | 'proposal' | 'account' | 'transaction' | 'block', string>
>

/** What stands for each page of `app/`: addresses that show it as it is, empty, and with what cannot be found. */
export const everyPage: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/book/[hold]': ['/book/{hold}', '/book/{releasedHold}', '/book/{hold}?order={order}', '/book/nothing'],
  '/docs': ['/docs'],
  '/docs/[...path]': ['/docs/guides/renter', '/docs/errors/order.node_taken', '/docs/adr/0001-one-lockfile', '/docs/economy', '/docs/nothing'],
  '/docs/api': ['/docs/api'],
  '/docs/api/[tag]': ['/docs/api/orders', '/docs/api/nothing'],
  '/docs/api/schemas/[name]': ['/docs/api/schemas/Lease', '/docs/api/schemas/nothing'],
  '/explorer': ['/explorer'],
  '/explorer/address/[address]': ['/explorer/address/{account}', '/explorer/address/0x0000000000000000000000000000000000000001'],
  '/explorer/blocks': ['/explorer/blocks'],
  '/explorer/blocks/[number]': ['/explorer/blocks/{block}', '/explorer/blocks/999999999'],
  '/explorer/journal': ['/explorer/journal'],
  '/explorer/leases': ['/explorer/leases'],
  '/explorer/leases/[id]': ['/explorer/leases/{lease}', '/explorer/leases/999999'],
  '/explorer/nodes': ['/explorer/nodes'],
  '/explorer/orders/[hash]': ['/explorer/orders/{order}'],
  '/explorer/transactions': ['/explorer/transactions'],
  '/govern': ['/govern'],
  '/govern/carbon': ['/govern/carbon'],
  '/govern/delegates': ['/govern/delegates'],
  '/govern/delegates/[account]': ['/govern/delegates/{account}'],
  '/govern/emission': ['/govern/emission'],
  '/govern/parameters': ['/govern/parameters'],
  '/govern/proposals': ['/govern/proposals'],
  '/govern/proposals/[id]': ['/govern/proposals/{proposal}', '/govern/proposals/1'],
  '/govern/proposals/new': ['/govern/proposals/new'],
  '/govern/simulator': ['/govern/simulator'],
  '/govern/staking': ['/govern/staking'],
  '/govern/vesting': ['/govern/vesting'],
  '/gpus': ['/gpus', '/gpus?q=nothing-has-this-name', '/gpus?class={class}&run=llama-3.3-70b&sort=total'],
  '/gpus/[node]': ['/gpus/{node}', '/gpus/nothing'],
  '/gpus/compare': ['/gpus/compare', '/gpus/compare?nodes={node}'],
  '/leases': ['/leases'],
  '/leases/[id]': [
    ...['overview', 'shell', 'logs', 'files', 'metrics', 'events'].map((tab) => `/leases/{lease}?tab=${tab}`),
    '/leases/{endedLease}?tab=receipt',
    '/leases/999999',
  ],
  '/mail': ['/mail'],
  '/market': ['/market'],
  '/market/[class]': ['/market/{class}', '/market/nothing'],
  '/notifications': ['/notifications'],
  '/orders': ['/orders'],
  '/provide': ['/provide'],
  '/settings': ['/settings'],
  '/status': ['/status'],
  '/tx/[hash]': ['/tx/{transaction}', `/tx/0x${'9'.repeat(64)}`],
  '/wallet': ['/wallet'],
  '/wallet/keys': ['/wallet/keys'],
  '/wallet/statement': ['/wallet/statement'],
  '/not-found': ['/nothing'],
}

/** The addresses of the pages whose names begin so, with these things in them. */
export function addressesOf(things: PageThings, { from = '/' }: { from?: string } = {}): string[] {
  const paths = Object.entries(everyPage).flatMap(([route, addresses]) => (route.startsWith(from) ? addresses : []))
  return paths.map((path) => Object.entries(things).reduce((address, [word, value]) => address.replace(`{${word}}`, value), path))
}
