/**
 * The governance pages except the overview, in the order of their tabs. They form four groups: votes, rules and money, emission, and work that the DAO pays
 * for. `first` marks the first page of each later group. The command palette lists the pages too.
 */
export const governParts = [
  { href: '/govern/proposals', key: 'proposals', first: false },
  { href: '/govern/delegates', key: 'delegates', first: false },
  { href: '/govern/staking', key: 'staking', first: false },
  { href: '/govern/vesting', key: 'vesting', first: false },
  { href: '/govern/parameters', key: 'parameters', first: true },
  { href: '/govern/treasury', key: 'treasury', first: false },
  { href: '/govern/emission', key: 'emission', first: true },
  { href: '/govern/programmes', key: 'programmes', first: false },
  { href: '/govern/carbon', key: 'carbon', first: false },
  { href: '/govern/simulator', key: 'simulator', first: false },
  { href: '/govern/bounties', key: 'bounties', first: true },
  { href: '/govern/incubation', key: 'incubation', first: false },
  { href: '/govern/commitments', key: 'commitments', first: false },
  { href: '/govern/models', key: 'models', first: false },
  { href: '/govern/jury', key: 'jury', first: false },
  { href: '/disputes', key: 'disputes', first: false },
  { href: '/govern/findings', key: 'findings', first: false },
] as const
