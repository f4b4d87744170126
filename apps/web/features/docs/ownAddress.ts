/** The address of a market in the guides. */
const example = /https:\/\/market\.example(?=[\s/"'`]|$)/gm
/** Settings in which a guide has the address of a market on the reader's machine. Sentences about `npm start` keep it. */
const local = /(INFINITIO_URL=|--url |INFINITIO_URL \?\? ')http:\/\/localhost:3000(?=[\s/"'`]|$)/gm

/** Returns a guide with the address of this market, so that its commands can be copied as they are. `page` is the address of the page. Pure. */
export function ownAddress(text: string, page: string): string {
  if (!URL.canParse(page)) return text
  const { origin } = new URL(page)
  return text.replace(example, () => origin).replace(local, (_whole, before: string) => before + origin)
}
