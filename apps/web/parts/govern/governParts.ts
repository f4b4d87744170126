/** The governance pages except the overview, in the order of their tabs. The command palette lists them too. */
export const governParts = [
  { href: '/govern/proposals', key: 'proposals' },
  { href: '/govern/staking', key: 'staking' },
  { href: '/govern/delegates', key: 'delegates' },
  { href: '/govern/vesting', key: 'vesting' },
  { href: '/govern/parameters', key: 'parameters' },
  { href: '/govern/treasury', key: 'treasury' },
  { href: '/govern/emission', key: 'emission' },
  { href: '/govern/programmes', key: 'programmes' },
  { href: '/govern/carbon', key: 'carbon' },
  { href: '/govern/bounties', key: 'bounties' },
  { href: '/govern/incubation', key: 'incubation' },
  { href: '/govern/commitments', key: 'commitments' },
  { href: '/govern/models', key: 'models' },
  { href: '/govern/simulator', key: 'simulator' },
] as const
