import { amountTexts } from './amountTexts.ts'
import { fieldTexts } from './fieldTexts.ts'

/** Units of fields by the ending of their names. The first ending that matches counts. */
const units: readonly (readonly [RegExp, string])[] = [
  [/Bps$/, 'Basis points: 100 are 1 %.'],
  [/Seconds$/, 'Seconds.'],
  [/Ms$/, 'Milliseconds.'],
  [/(At|Until|Expiry)$/, 'Unix seconds.'],
  [/Gib$/, 'GiB: 2³⁰ bytes.'],
  [/Mib$/, 'MiB: 2²⁰ bytes.'],
  [/Kib$/, 'KiB: 1,024 bytes.'],
  [/Bytes$/, 'Bytes.'],
  [/Mhz$/, 'MHz.'],
  [/Mbps$/, 'Mbit/s.'],
  [/Percent$/, 'Percent.'],
  [/[cC]elsius$/, 'Degrees Celsius.'],
  [/Watts$/, 'Watts.'],
  [/Wh$/, 'Watt hours.'],
  [/Grams$/, 'Grams.'],
  [/Fee$/, 'PToken base units of this fee.'],
  [/(Block|BlockNumber|Blocks)$/, 'A number of blocks or the number of a block.'],
  [/Tx$/, 'Hash of the transaction.'],
  [/Days$/, 'Days.'],
  [/Nonce$/, 'A number that is used once.'],
  [/Gpus$/, 'Number of GPUs.'],
]

/** Descriptions of fields by the schema that they refer to. */
const kinds: Readonly<Record<string, string>> = {
  Address: 'Address of an account or a contract.',
  Bytes32: '32 bytes in lower-case hex.',
  Uint96: 'PToken base units (10⁻¹⁸).',
  Uint128: 'PToken base units (10⁻¹⁸).',
  Uint256: 'A whole number as a decimal string.',
  Uint64: 'A whole number as a decimal string.',
  Uuid: 'Its id.',
  Signature: 'The signature, in lower-case hex.',
}

/**
 * Returns a description for a field whose schema has none: by the field's name, by its unit, or by the schema that it refers to. Returns null if none of these
 * is known.
 */
export function fieldText(name: string, refers: string | null): string | null {
  return (
    amountTexts[name] ?? fieldTexts[name] ?? units.find(([ending]) => ending.test(name))?.[1] ?? (refers === null ? null : (kinds[refers] ?? null))
  )
}
