/** The guides for one kind of reader. Each name is a file in docs/guides without `.md`. */
export type GuideGroup = {
  readonly id: 'rent' | 'provide' | 'operate' | 'program' | 'govern'
  /** The page to read first. The docs home highlights it. */
  readonly quickStart: string | null
  /** The pages to read next, in order. Each page links the one after it. */
  readonly pages: readonly string[]
  /** Pages that few of these readers need. */
  readonly more: readonly string[]
}

/** The guides for each kind of reader, in the order in which people need them. A test checks that each guide is in this list exactly once. */
export const guideGroups: readonly GuideGroup[] = [
  {
    id: 'rent',
    quickStart: 'renter-quick-start',
    pages: [
      ...['renter', 'find-a-machine', 'fit-a-model', 'rent-a-machine', 'use-a-lease', 'ssh', 'vscode', 'jupyter', 'serve-a-model'],
      ...['keep-your-data', 'end-a-lease', 'fees', 'renter-security', 'faq', 'troubleshooting'],
    ],
    more: [
      ...['from-another-cloud', 'install', 'terminal', 'your-image', 'secrets', 'move-a-lease', 'share-a-lease', 'money', 'notifications'],
      ...['lease-trouble', 'faults', 'reviews', 'exit', 'where-money-is'],
    ],
  },
  {
    id: 'provide',
    quickStart: 'provider-quick-start',
    pages: ['provider', 'pairing', 'earnings', 'payouts', 'fleet', 'pricing', 'customer-invoices', 'provider-key'],
    more: ['reliability', 'maintenance', 'machine', 'machine-readings', 'proofs', 'isolation', 'lease-containers'],
  },
  {
    id: 'operate',
    quickStart: 'operator-quick-start',
    pages: ['operator', 'containers', 'internet', 'production', 'backup', 'update-a-market', 'observability', 'metrics', 'logs'],
    more: ['operator-keys', 'sender-keys', 'replace-keys', 'gateways', 'operator-services', 'operator-models', 'serve-jobs', 'new-contracts'],
  },
  {
    id: 'program',
    quickStart: 'developer-quick-start',
    pages: ['api', 'session-keys', 'tokens', 'python', 'sdk-cookbook', 'route-models', 'service-checks', 'hosting', 'tools', 'orders', 'market-data'],
    more: [
      ...['orchestrators', 'ci', 'ai-agents', 'kubernetes', 'ray', 'clusters', 'skypilot'],
      ...[
        'order-rules',
        'order-receipts',
        'queue-and-fill',
        'artefacts',
        'jobs',
        'python-jobs',
        'data-tasks',
        'algorithm-tasks',
        'search-tasks',
        'inference-tasks',
        'custom-tasks',
        'render-tasks',
        'training-tasks',
        'private-jobs',
        'call-a-model',
        'sell-a-model',
        'scale-a-service',
        'sell-files',
      ],
      ...['tools-renting', 'tools-account', 'tools-network', 'tools-machines', 'tools-acts', 'tools-services'],
    ],
  },
  {
    id: 'govern',
    quickStart: 'vote',
    pages: ['governance', 'proposals', 'epochs', 'economy', 'bounties', 'incubation', 'commitments'],
    more: ['carbon', 'models', 'panels', 'disputes', 'findings', 'validator', 'validator-duties', 'journal', 'governance-programs'],
  },
]

/** Returns the guides of a group in reading order. Pure. */
export function guidesOf({ quickStart, pages, more }: GuideGroup): readonly string[] {
  return [...(quickStart === null ? [] : [quickStart]), ...pages, ...more]
}

/** A guide's place in the docs: the group to which it belongs, and the guides before and after it. */
export type GuidePlace = { readonly group: GuideGroup; readonly previous: string | null; readonly next: string | null }

/** Returns the position of a page in the reading order of its group, or null for a page that is not a guide. Pure. */
export function guidePlace(slug: string): GuidePlace | null {
  const name = /^guides\/(.+)$/.exec(slug)?.[1]
  const group = guideGroups.find((one) => name !== undefined && guidesOf(one).includes(name))
  if (name === undefined || group === undefined) return null
  const guides = guidesOf(group)
  const at = guides.indexOf(name)
  return { group, previous: guides[at - 1] ?? null, next: guides[at + 1] ?? null }
}
