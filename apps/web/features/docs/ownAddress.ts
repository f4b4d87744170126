/** Matches the placeholder for the address of a market in the guides. */
const example = /https:\/\/market\.example(?=[\s/"'`]|$)/gm
/**
 * Matches a market on the reader's own machine where a command sets the address of the market. The same address elsewhere, as in sentences about `npm start`,
 * does not match.
 */
const local = /(INFINITIO_URL=|--url |INFINITIO_URL \?\? ')http:\/\/localhost:3000(?=[\s/"'`]|$)/gm

/** Returns a guide with the address of this market in its commands, so that readers can copy the commands unchanged. `page` is the URL of the page. Pure. */
export function ownAddress(text: string, page: string): string {
  if (!URL.canParse(page)) return text
  const { origin } = new URL(page)
  return text.replace(example, () => origin).replace(local, (_whole, before: string) => before + origin)
}
