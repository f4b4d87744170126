const fullWidthBefore = 0xfee0

/**
 * Returns a typed number with the digits and signs of ASCII. An input method for Chinese or Japanese writes full-width digits and signs ("１２．５", "8888，6006"),
 * and an ideographic full stop in place of the point. Leaves other characters unchanged, so that "5²" does not become 52.
 */
export function plainNumber(text: string): string {
  return text.replaceAll(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - fullWidthBefore)).replaceAll('。', '.')
}
