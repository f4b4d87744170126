/** Formats an energy with three significant digits: watt-hours below a thousand, then kilowatt-hours. */
export function energyText(wh: number): { value: string; unit: 'Wh' | 'kWh' } {
  return wh < 999.5 ? { value: digits(wh), unit: 'Wh' } : { value: digits(wh / 1_000), unit: 'kWh' }
}

/** Formats a mass of CO₂ with three significant digits: grams below a thousand, then kilograms. */
export function carbonText(grams: number): { value: string; unit: 'g' | 'kg' } {
  return grams < 999.5 ? { value: digits(grams), unit: 'g' } : { value: digits(grams / 1_000), unit: 'kg' }
}

function digits(value: number): string {
  if (value === 0) return '0'
  return value < 0.005 ? '< 0.01' : value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
}
