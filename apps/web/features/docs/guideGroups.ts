/** The guides by what their reader wants to do, in the order in which people meet them. A test finds each guide here exactly once. */
export const guideGroups = [
  ['rent', ['renter', 'ssh', 'notifications', 'exit']],
  ['program', ['api', 'tools', 'python', 'orders', 'market-data']],
  [
    'provide',
    [
      'provider-quick-start',
      'provider',
      'earnings',
      'pricing',
      'customer-invoices',
      'provider-key',
      'maintenance',
      'machine-readings',
      'isolation',
      'lease-containers',
    ],
  ],
  ['govern', ['governance', 'economy', 'validator', 'journal']],
  ['operate', ['operator', 'containers', 'internet', 'operator-keys', 'backup', 'observability']],
] as const
