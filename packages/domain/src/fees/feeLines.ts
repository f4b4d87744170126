/** One fee of a lease: a line of its quotes, receipts and invoices. */
export type FeeLine = {
  readonly payer: 'renter' | 'provider'
  /**
   * The receiver of the fee. `splitter`: the contract that collects fees for the market. `sender`: the account that sent the transaction which settled the
   * lease.
   */
  readonly payee: 'splitter' | 'sender'
  /**
   * How the fee is calculated. `share`: it is a share (in basis points) of the pay so far, rounded up, and the renter's `share` fee is contained in the escrow.
   * `flat`: it is one amount, which is paid when the lease settles, in addition to the escrow.
   */
  readonly charge: 'share' | 'flat'
  /** The signed field that limits the fee, in a renter's bid or a provider's ask. */
  readonly limit: 'maxFeeBps' | 'maxRelayFee'
  /** The name of the fee in a quote. Null for the provider's fees, which a quote does not show. */
  readonly quoteField: string | null
}

/**
 * Every fee of a lease, in the sequence in which bills list them. A key is the fee's field in lease rows, contract events, receipts and invoices.
 * `messages/feeMessages.ts` has the texts.
 */
export const feeLines = {
  renterFee: { payer: 'renter', payee: 'splitter', charge: 'share', limit: 'maxFeeBps', quoteField: 'fee' },
  providerFee: { payer: 'provider', payee: 'splitter', charge: 'share', limit: 'maxFeeBps', quoteField: null },
  relayFee: { payer: 'renter', payee: 'sender', charge: 'flat', limit: 'maxRelayFee', quoteField: 'relayFee' },
} as const satisfies Readonly<Record<string, FeeLine>>

type Lines = typeof feeLines
/** The key of a fee in `feeLines`. */
export type FeeKey = keyof Lines
/** A condition that selects fees of a lease by payer and by kind of charge. `{}` selects all fees. */
export type FeeMatch = Partial<Pick<FeeLine, 'payer' | 'charge'>>
/** The keys of the fees that a condition (payer, kind of charge) selects. */
export type FeeKeyOf<Match extends FeeMatch> = { [Key in FeeKey]: Lines[Key] extends Match ? Key : never }[FeeKey]

/** The keys of all fees, in the sequence of `feeLines`. */
export const feeKeys = Object.keys(feeLines) as readonly FeeKey[]

/**
 * The keys that each condition selects, by payer and kind of charge. They are listed once, because every order, match and listing needs them several times.
 */
const selected = {
  any: { any: feeKeys, share: keysWith({ charge: 'share' }), flat: keysWith({ charge: 'flat' }) },
  renter: {
    any: keysWith({ payer: 'renter' }),
    share: keysWith({ payer: 'renter', charge: 'share' }),
    flat: keysWith({ payer: 'renter', charge: 'flat' }),
  },
  provider: {
    any: keysWith({ payer: 'provider' }),
    share: keysWith({ payer: 'provider', charge: 'share' }),
    flat: keysWith({ payer: 'provider', charge: 'flat' }),
  },
} as const satisfies Record<FeeLine['payer'] | 'any', Record<FeeLine['charge'] | 'any', readonly FeeKey[]>>

function keysWith({ payer, charge }: FeeMatch): readonly FeeKey[] {
  const matches = (line: FeeLine) => (payer === undefined || line.payer === payer) && (charge === undefined || line.charge === charge)
  return feeKeys.filter((key) => matches(feeLines[key]))
}

/** Returns the keys of the fees that a condition (payer, kind of charge) selects, in the sequence of `feeLines`. */
export function feeKeysOf<const Match extends FeeMatch>({ payer, charge }: Match): readonly FeeKeyOf<Match>[] {
  return selected[payer ?? 'any'][charge ?? 'any'] as readonly FeeKeyOf<Match>[]
}
