/** Returns the URL of a page in another language. All other parts of the URL stay as they are. */
export function addressIn(address: string, language: string): string {
  const changed = new URL(address)
  changed.searchParams.set('lang', language)
  return changed.href
}

const keepAddress = `addEventListener('click', ({ target }) => {
  const link = target.closest?.('a[data-language]')
  if (link) link.href = (${addressIn})(location.href, link.dataset.language)
}, true)`

/** Lets the links to the other language keep the URL of the page. It is inline, so that it works before the scripts of the page run and adds nothing to them. */
export function LanguageScript({ nonce }: { readonly nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: keepAddress }} />
}
