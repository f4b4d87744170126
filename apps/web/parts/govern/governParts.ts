/**
 * The governance pages except the overview, in the order of their tabs. They form four groups: votes, rules and money, emission, and work that the DAO pays
 * for. `group` names the group of its first page. The command palette lists the pages too.
 */
export const governParts = [
  { href: '/govern/proposals', key: 'proposals', group: 'votes' },
  { href: '/govern/delegates', key: 'delegates', group: undefined },
  { href: '/govern/staking', key: 'staking', group: undefined },
  { href: '/govern/vesting', key: 'vesting', group: undefined },
  { href: '/govern/parameters', key: 'parameters', group: 'rules' },
  { href: '/govern/treasury', key: 'treasury', group: undefined },
  { href: '/govern/emission', key: 'emission', group: 'emission' },
  { href: '/govern/programmes', key: 'programmes', group: undefined },
  { href: '/govern/carbon', key: 'carbon', group: undefined },
  { href: '/govern/simulator', key: 'simulator', group: undefined },
  { href: '/govern/bounties', key: 'bounties', group: 'work' },
  { href: '/govern/incubation', key: 'incubation', group: undefined },
  { href: '/govern/commitments', key: 'commitments', group: undefined },
  { href: '/govern/models', key: 'models', group: undefined },
  { href: '/govern/jury', key: 'jury', group: undefined },
  { href: '/disputes', key: 'disputes', group: undefined },
  { href: '/govern/findings', key: 'findings', group: undefined },
] as const
