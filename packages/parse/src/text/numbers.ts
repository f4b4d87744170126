const englishNumbers: ReadonlyMap<string, number> = new Map([
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map(
    (word, value) => [word, value] as const,
  ),
  ...([
    ['a', 1],
    ['an', 1],
    ['single', 1],
    ['dual', 2],
    ['double', 2],
    ['pair', 2],
    ['couple', 2],
    ['quad', 4],
    ['dozen', 12],
  ] as const),
  ...([
    ['sixteen', 16],
    ['twenty', 20],
    ['thirty', 30],
    ['half', 0.5],
  ] as const),
])
const chineseDigits = '零一二三四五六七八九'

/** The pattern of a number in digits. A comma belongs to it only before three digits: "4090,2 hours" has two numbers. */
export const digitsPattern = String.raw`(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)`

/** The pattern of a number, in digits or as an English or Chinese word, for use before a unit. */
export const numberPattern = String.raw`(?:${digitsPattern}|\.\d+|(?:half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|sixteen|twenty|thirty|half)(?=[\s-])|[零一二两三四五六七八九十百双单半]+)`

/** Converts a number that `numberPattern` matched into its value: `1,000`, `eight`, `十六`, `半` (a half). Returns NaN for any other text. */
export function numberOf(text: string): number {
  if (/^[\d.,]+$/.test(text)) return Number(text.replaceAll(',', ''))
  const word = englishNumbers.get(text.replace(/ an?$/, ''))
  return word ?? chineseNumber(text)
}

/** Parses Chinese numbers below 100 million. */
function chineseNumber(text: string): number {
  if (text === '半') return 0.5
  const plain = text.replaceAll('两', '二').replaceAll('双', '二').replaceAll('单', '一')
  if (!/^[零一二三四五六七八九十百千万]+$/.test(plain)) return Number.NaN
  let total = 0
  let tenThousands = 0
  let digit = 0
  for (const sign of plain) {
    if (sign === '万') [tenThousands, total, digit] = [total + digit, 0, 0]
    else if (sign === '千') [total, digit] = [total + (digit || 1) * 1_000, 0]
    else if (sign === '百') [total, digit] = [total + (digit || 1) * 100, 0]
    else if (sign === '十') [total, digit] = [total + (digit || 1) * 10, 0]
    else digit = chineseDigits.indexOf(sign)
  }
  return tenThousands * 10_000 + total + digit
}
