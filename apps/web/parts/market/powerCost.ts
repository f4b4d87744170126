import { parsePt, type PTokenUnits, pTokenUnits } from '@infinitio/domain'

const place = 'infinitio.powerPrice'
const firstPrice = '0.25'
const whPerKwh = 1_000
/** Energy is measured, so a thousandth of a Wh is exact enough. */
const whScale = 1_000

/** Returns the typed price of a kWh that this browser stores. */
export function storedPowerPrice(storage: Pick<Storage, 'getItem'>): string {
  const text = storage.getItem(place)
  return text !== null && parsePt(text) !== null ? text : firstPrice
}

/** Stores a typed price in this browser. It is never sent anywhere. Ignores text that is not a price. */
export function storePowerPrice(storage: Pick<Storage, 'setItem'>, text: string): void {
  if (parsePt(text) !== null) storage.setItem(place, text)
}

/** Returns the cost of measured energy in base units, or null if the price is not an amount. Rounds down. */
export function powerCost(wh: number, kwhPrice: string): PTokenUnits | null {
  const price = parsePt(kwhPrice)
  if (price === null) return null
  return pTokenUnits((price * BigInt(Math.round(wh * whScale))) / BigInt(whPerKwh * whScale))
}
