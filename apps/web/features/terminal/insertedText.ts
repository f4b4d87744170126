/** The events of the terminal's text field that this file needs. */
type Field = {
  addEventListener(type: 'keydown' | 'keyup' | 'blur', listener: () => void): void
  addEventListener(type: 'input', listener: (event: Event) => void): void
}

/**
 * Sends text that arrives in the terminal's text field without a key press, such as from an emoji picker, dictation or some input methods. Without this, the
 * text would be lost: to serve screen readers, xterm leaves such text in the field and sends only keys and compositions. Text that comes with a key press is
 * sent by xterm.
 */
export function sendInsertedText(field: Field, send: (text: string) => void): void {
  let isKeyDown = false
  field.addEventListener('keydown', () => {
    isKeyDown = true
  })
  for (const type of ['keyup', 'blur'] as const)
    field.addEventListener(type, () => {
      isKeyDown = false
    })
  field.addEventListener('input', (event) => {
    const text = insertedText(event as InputEvent)
    if (text !== '' && !isKeyDown) send(text)
  })
}

/** Returns the text that an event inserts at once. Returns '' for a composition, which xterm sends, and for a paste, which has its own event. */
function insertedText({ inputType, data, isComposing }: InputEvent): string {
  return inputType === 'insertText' && !isComposing ? (data ?? '') : ''
}
