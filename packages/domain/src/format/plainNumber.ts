/**
 * Returns a typed number with the digits and signs of ASCII. An input method for Chinese or Japanese writes full-width digits and signs ("１２．５", "8888，6006"),
 * an ideographic full stop in place of the point, and an ideographic comma between numbers.
 */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replaceAll('。', '.').replaceAll('、', ',')
}
