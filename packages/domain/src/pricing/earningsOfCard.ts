import { feeUp } from '../fees/feeUp.ts'
import type { Bps } from '../units/bps.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'

/**
 * The use of GPUs of one class that are online for some time: their price, the fraction of that time in which they are rented, the fee, and the figures for
 * their power cost.
 */
export type CardUse = {
  readonly pricePerGpuSecond: PTokenUnits
  readonly gpus: bigint
  readonly onlineSeconds: bigint
  readonly rentedBps: Bps
  readonly feeBps: Bps
  readonly wattsPerGpu: bigint
  readonly pricePerKwh: PTokenUnits
}

/**
 * The earnings for a `CardUse`, in base units, and `energyWh` in whole watt-hours. `left` is what remains after fee and power; it is negative if they cost more
 * than renters pay.
 */
export type CardEarnings = {
  readonly pay: PTokenUnits
  readonly fee: PTokenUnits
  readonly energyWh: bigint
  readonly power: PTokenUnits
  readonly left: bigint
}

const whole = 10_000n

/**
 * Returns the pay of renters, the market's fee, the cost of power, and the difference. Power counts only while a GPU is rented. Pay and energy are rounded
 * down, fee and power up.
 */
export function earningsOfCard({ pricePerGpuSecond, gpus, onlineSeconds, rentedBps, feeBps, wattsPerGpu, pricePerKwh }: CardUse): CardEarnings {
  const share = gpus * onlineSeconds * rentedBps
  const pay = pTokenUnits((pricePerGpuSecond * share) / whole)
  const fee = feeUp({ amount: pay, feeBps })
  const wattShare = wattsPerGpu * share
  const power = pTokenUnits(upBy(wattShare * pricePerKwh, whole * 3_600_000n))
  return { pay, fee, energyWh: wattShare / (whole * 3_600n), power, left: pay - fee - power }
}

function upBy(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}
