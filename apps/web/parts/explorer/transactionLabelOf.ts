/**
 * The events that can give a transaction its label in the explorer, most important first. If a transaction has several of these events, the first one in this
 * list decides.
 */
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
  'ServiceRegistered',
  'ServiceOperatorSet',
  'ServiceTermsSet',
  'ServiceBondSlashed',
  'ServiceBondAdded',
  'ServiceBondLeaving',
  'ServiceBondReturned',
  'ServiceFindingNoted',
  'ChannelsSettled',
  'ChannelClosed',
  'ChannelExiting',
  'ChannelFunded',
  'PotWithdrawn',
  'PotDeposited',
  'PotFeesSwept',
  'AllowanceSet',
  'AllowanceUsed',
  'RowsSkipped',
  'SlashQueued',
  'SlashDisputed',
  'SlashReleased',
  'SlashDropped',
  'BondFrozen',
  'BondNewsUnheard',
  'ProposalCreated',
  'ProposalExecuted',
  'ProposalQueued',
  'ProposalCanceled',
  'ProposalVetoed',
  'VoteCast',
  'VoteCastWithParams',
  'BondReturned',
  'CallScheduled',
  'CallExecuted',
  'GuardianSet',
  'OperatorSet',
  'KeyAnnounced',
  'KeyForgotten',
  'OwnershipTransferStarted',
  'OwnershipTransferred',
  'Upgraded',
  'Initialized',
  'EIP712DomainChanged',
  'SessionSpent',
  'RelayFeePaid',
  'NonceUsed',
  'Transfer',
  'Approval',
  'ApprovalForAll',
] as const

/** The name of an event that the messages translate. */
export type TransactionLabelName = (typeof labelNames)[number]

/** For each event that moves PToken, the name of the argument with the moved amount, in PToken base units. */
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

/**
 * The label of a transaction. `other` is the name of its first event, for a label without a translation. `amount` is null if `amountArgs` has no argument for
 * the event.
 */
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

/** Returns the label of a transaction, calculated from its events. Adds up the amounts of events with the same name. */
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

/** Returns the name of a log. For a log of type `Administrative` it is the name of the event inside the log. */
function nameOf({ name, args }: Log): string {
  return name === 'Administrative' && typeof args['event'] === 'string' ? args['event'] : name
}

function unitsOf(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,78}$/.test(value) ? BigInt(value) : 0n
}
