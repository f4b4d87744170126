/**
 * Which keys the shell leaves to the page: Tab, with or without Shift, right after Escape. Everything else belongs to the program that runs, Tab alone too, and
 * whoever has no mouse could never get out of the shell again (WCAG 2.1.2). Returns false for a key that the terminal is not to take.
 */
export function leavesByKeyboard(): (event: Pick<KeyboardEvent, 'type' | 'key'>) => boolean {
  let wasEscape = false
  return ({ type, key }) => {
    if (type !== 'keydown' || key === 'Shift') return true
    const isLeaving = wasEscape && key === 'Tab'
    wasEscape = key === 'Escape'
    return !isLeaving
  }
}
