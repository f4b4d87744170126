/**
 * Returns false for a key that the terminal must leave to the page: Tab or Shift+Tab right after Escape. All other keys go to the program. Without
 * this exception, a keyboard user could not leave the shell (WCAG 2.1.2).
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
