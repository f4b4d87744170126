/** The events that label a transaction. Of several the first in this list is its label. */
const labelNames = [
  'Settled',
  'LeaseExtended',
  'LeaseClosed',
  'LeaseEnded',
  'LeaseReady',
  'LeasePaid',
  'LeaseTokenised',
  'LeaseTokenMoved',
  'LeaseCredited',
  'CompensationPaid',
  'NodeRegistered',
  'NodeUpdated',
  'NodeRetired',
  'NodeAttested',
  'BondSlashed',
  'Bonded',
  'Unbonding',
  'BondWithdrawn',
  'SessionAuthorized',
  'SessionRevoked',
  'AskCancelled',
  'BidCancelled',
  'FloorRaised',
  'Withdrawn',
  'Deposited',
  'FeesSwept',
  'ProviderListed',
  'ProviderDelisted',
  'ClassAdded',
  'RegionAdded',
  'ReferencePriceChanged',
  'SettleSkipped',
  'Anchored',
  'Minted',
  'Redeemed',
  'EngineSet',
  'ReceiptKeySet',
  'GatewayHostKeySet',
  'FeeSet',
  'Paused',
  'PauseEnded',
  'EntryAnnounced',
  'EntrySet',
] as const

/** The name of an event that the messages translate. */
export type TransactionLabelName = (typeof labelNames)[number]

/** Which argument says what moved, in PToken base units. */
const amountArgs: Partial<Record<TransactionLabelName, string>> = {
  Settled: 'escrow',
  LeaseExtended: 'escrowAdded',
  LeaseClosed: 'pay',
  LeaseEnded: 'refund',
  LeasePaid: 'pay',
  LeaseCredited: 'refund',
  CompensationPaid: 'amount',
  Bonded: 'amount',
  Unbonding: 'amount',
  BondWithdrawn: 'amount',
  Withdrawn: 'amount',
  Deposited: 'amount',
  FeesSwept: 'amount',
}

/** What a transaction did. `other` names an event without words of its own; `amount` is null where nothing moves. */
export type TransactionLabel = {
  readonly name: TransactionLabelName | 'other'
  readonly other: string
  readonly times: number
  readonly leaseId: string | null
  readonly account: string | null
  readonly node: string | null
  readonly amount: bigint | null
}

type Log = { readonly name: string; readonly args: Readonly<Record<string, unknown>> }

/** Reads the deed from a transaction's events. Amounts of the same deed are added up. */
export function transactionLabelOf(logs: readonly Log[]): TransactionLabel {
  const name = labelNames.find((known) => logs.some((log) => nameOf(log) === known)) ?? 'other'
  const same = name === 'other' ? logs.slice(0, 1) : logs.filter((log) => nameOf(log) === name)
  const [first] = same
  const text = (key: string): string | null => (typeof first?.args[key] === 'string' ? first.args[key] : null)
  const amountArg = name === 'other' ? undefined : amountArgs[name]
  return {
    name,
    other: text('event') ?? first?.name ?? '',
    times: same.length,
    leaseId: same.length === 1 ? text('leaseId') : null,
    account: text('account') ?? text('provider'),
    node: text('node'),
    amount: amountArg === undefined ? null : same.reduce((sum, { args }) => sum + unitsOf(args[amountArg]), 0n),
  }
}

/** What a log is called; the contracts' own affairs are told by the name of their event alone. */
function nameOf({ name, args }: Log): string {
  return name === 'Administrative' && typeof args['event'] === 'string' ? args['event'] : name
}

function unitsOf(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,78}$/.test(value) ? BigInt(value) : 0n
}
