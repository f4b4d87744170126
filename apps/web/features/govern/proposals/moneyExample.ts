import { bps, feeUp, pTokenUnits } from '@infinitio/domain'

/**
 * An example that shows the effect of a parameter change in money: amounts in base units, before and after a change of fees, fee shares, the rebate or the
 * interest.
 */
export type MoneyExample =
  | { readonly kind: 'fee'; readonly before: bigint; readonly after: bigint; readonly lease: bigint }
  | { readonly kind: 'shares'; readonly fees: bigint; readonly burned: Change; readonly treasury: Change }
  | { readonly kind: 'interest' | 'rebate'; readonly of: bigint; readonly before: bigint; readonly after: bigint }

type Change = { readonly before: bigint; readonly after: bigint }
type Parameter = { readonly key: string; readonly before: string | null; readonly after: string }

const whole = 10n ** 18n
const exampleFees = 100n * whole
const exampleStake = 1_000n * whole
const exampleGpuSeconds = 8n * 24n * 3_600n

/**
 * Returns examples in money for the parameters that a proposal changes. The fee: for 8 GPUs for 24 h at a class's reference price. The burned and the
 * treasury's part of fees: for fees of 100 PT. The interest: for 1,000 G, staked for a year. The rebate: the largest payment for 1 PT that is burned. Leaves
 * out parameters that do not change or have no effect in money.
 */
export function moneyExamples(parameters: readonly Parameter[], { pricePerGpuSecond }: { pricePerGpuSecond: bigint | null }): MoneyExample[] {
  const changes = new Map(
    parameters.map(({ key, before, after }) => [key, before === null ? null : { before: BigInt(before), after: BigInt(after) }]),
  )
  const changeOf = (key: string) => {
    const change = changes.get(key) ?? null
    return change === null || change.before === change.after ? null : change
  }
  const partOf = (of: bigint, change: Change, parts: bigint): Change => ({ before: (of * change.before) / parts, after: (of * change.after) / parts })
  const examples: MoneyExample[] = []
  const fee = changeOf('feeBps')
  if (fee !== null && pricePerGpuSecond !== null) {
    const lease = pTokenUnits(pricePerGpuSecond * exampleGpuSeconds)
    const feeOf = (value: bigint) => feeUp({ amount: lease, feeBps: bps(value) })
    examples.push({ kind: 'fee', lease, before: feeOf(fee.before), after: feeOf(fee.after) })
  }
  const [burn, treasury] = [changes.get('burnBps') ?? null, changes.get('treasuryBps') ?? null]
  if (burn !== null && treasury !== null && (changeOf('burnBps') ?? changeOf('treasuryBps')) !== null)
    examples.push({ kind: 'shares', fees: exampleFees, burned: partOf(exampleFees, burn, 10_000n), treasury: partOf(exampleFees, treasury, 10_000n) })
  const interest = changeOf('interestBps')
  if (interest !== null) examples.push({ kind: 'interest', of: exampleStake, ...partOf(exampleStake, interest, 10_000n) })
  const rebate = changeOf('rebateShare')
  if (rebate !== null) examples.push({ kind: 'rebate', of: whole, ...partOf(whole, rebate, whole) })
  return examples
}
