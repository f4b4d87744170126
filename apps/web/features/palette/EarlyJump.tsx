/** Attribute that stores an early request to open the palette: `wanted`, or `ready` once the palette handles the keys. */
export const jumpState = 'jump'

/**
 * Stores ⌘K, Ctrl+K or a button press on the root element until the palette handles them. It listens before the event reaches the page, because React ends
 * events in parts of the page that it has not hydrated yet.
 */
const listen = `for (const kind of ['keydown', 'click']) addEventListener(kind, (event) => {
  const said = document.documentElement.dataset
  const isKey = event.key?.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)
  if (said.${jumpState} === 'ready' || !(isKey || event.target.closest?.('[data-jump-button]'))) return
  event.preventDefault()
  said.${jumpState} = 'wanted'
}, true)`

/**
 * Repeats the last press of a button, and what was typed or chosen, once the page can handle it. Otherwise input before the page's scripts have run
 * would be lost. Links and forms work without scripts, so they are not changed. A field that React controls notices a text only if it differs from the
 * one that React set last. One task for each field lets the page render the one before.
 */
const repeat = `{
  const root = document.documentElement
  const isReady = () => root.dataset.${jumpState} === 'ready'
  const typed = new Map()
  let pressed = null
  addEventListener('click', (event) => {
    const button = event.target.closest?.('button[type=button]:not([data-jump-button])')
    if (!button || isReady()) return
    event.stopImmediatePropagation()
    pressed = button
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

/** Records what a visitor asks for before the page's scripts have loaded. It is inline, so that it runs at once. */
export function EarlyJump({ nonce }: { readonly nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: `${listen}\n${repeat}` }} />
}
