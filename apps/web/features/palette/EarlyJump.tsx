/**
 * A data attribute of the page's root element. It is `wanted` if the visitor tried to open the command palette before its script has loaded, and `ready` once
 * the palette handles the keys itself.
 */
export const jumpState = 'jump'

/**
 * Until the palette's script has loaded, stores on the root element that a visitor pressed ⌘K, Ctrl+K or the palette's button. It listens in the capture phase,
 * because React stops events in parts of the page that it has not hydrated yet.
 */
const listen = `for (const kind of ['keydown', 'click']) addEventListener(kind, (event) => {
  const said = document.documentElement.dataset
  const isKey = event.key?.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)
  if (said.${jumpState} === 'ready' || !(isKey || event.target.closest?.('[data-jump-button]'))) return
  event.preventDefault()
  said.${jumpState} = 'wanted'
}, true)`

/** If the script of a pressed link has not loaded after this many milliseconds, the browser opens the link without the script. */
const latestMs = 4_000

/**
 * Stores the last pressed button and all typed text before the page's scripts run, and repeats both once the page can handle them. Links and forms are left
 * out, because they work without scripts. The exceptions are links with the attribute `data-early`: their script first asks a visitor for a wallet, and without
 * it the page behind the link would need one more press. If the scripts do not come in time, such a link opens its page. React ignores a text that equals the
 * text it set last, so another text is set first. Each field is filled in a separate task, so that the page can render between two fields.
 */
const repeat = `{
  const root = document.documentElement
  const isReady = () => root.dataset.${jumpState} === 'ready'
  const typed = new Map()
  let pressed = null
  addEventListener('click', (event) => {
    const button = event.target.closest?.('button[type=button]:not([data-jump-button]), a[data-early]')
    const isElsewhere = button?.href && (event.metaKey || event.ctrlKey || event.shiftKey)
    if (!button || isElsewhere || isReady()) return
    event.stopImmediatePropagation()
    event.preventDefault()
    pressed = button
    if (button.href) setTimeout(() => isReady() || location.assign(button.href), ${latestMs})
  }, true)
  addEventListener('input', ({ target }) => {
    if (!isReady() && target.type !== 'file') typed.set(target, ['checkbox', 'radio'].includes(target.type) ? target.checked : target.value)
  }, true)
  const watch = new MutationObserver(async () => {
    if (!isReady()) return
    watch.disconnect()
    for (const [field, value] of typed) {
      await new Promise((done) => setTimeout(done))
      if (typeof value === 'boolean') {
        field.checked = !value
        field.click()
        continue
      }
      field.value = value + ' '
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value)
      for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }))
    }
    setTimeout(() => pressed?.click())
  })
  watch.observe(root, { attributeFilter: ['data-${jumpState}'] })
}`

/**
 * Until the page's scripts have loaded, stores that the visitor opened the command palette, all typed text, and the last pressed button. Then repeats them. The
 * script is inline, so that it runs at once.
 */
export function EarlyJump({ nonce }: { readonly nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: `${listen}\n${repeat}` }} />
}
