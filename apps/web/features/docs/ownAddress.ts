/** Matches the placeholder for the address of a market in the guides. */
const example = /https:\/\/market\.example(?=[\s/"'`]|$)/gm
/**
 * Matches the address of a market on the reader's own machine, but only in a command that sets the address of the market. In other places, such as sentences
 * about `npm start`, the address is not matched.
 */
const local = /(INFINITIO_URL=|--url |rpcUrl: '|INFINITIO_URL \?\? ')http:\/\/localhost:3000(?=[\s/"'`]|$)/gm

/** Returns a guide in which the commands contain the address of this market, so that readers can copy them unchanged. `page` is the URL of the page. Pure. */
export function ownAddress(text: string, page: string): string {
  if (!URL.canParse(page)) return text
  const { origin } = new URL(page)
  return text.replace(example, () => origin).replace(local, (_whole, before: string) => before + origin)
}
